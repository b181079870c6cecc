using System.Security.Cryptography;
using System.Text;
using ReviewFlow.Workflows.Notices;

namespace ReviewFlow.Persistence.Notices;

/// <summary>A mail on its way to the mail server.</summary>
/// <param name="Id">Id of the mail; the Message-ID is made of it.</param>
/// <param name="To">Address.</param>
/// <param name="Content">Subject and text.</param>
public sealed record OutgoingMail(string Id, string To, MailContent Content)
{
    /// <summary>The part of the Message-ID before the @: the same at every attempt, and no name in it.</summary>
    public string MessageKey => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Id)))[..32];
}

/// <summary>Hands a mail over to the mail server. Returns when the server has taken it.</summary>
/// <exception cref="MailNotSentException">It was not taken.</exception>
public delegate Task DeliverMail(OutgoingMail mail, CancellationToken cancel);

/// <summary>Why a mail was not taken.</summary>
public enum MailFailure
{
    /// <summary>The server cannot be reached, or refuses everybody. Trying other mails is of no use.</summary>
    ServerAway,

    /// <summary>This mail cannot be taken now (4xx).</summary>
    Later,

    /// <summary>This mail will never be taken (5xx).</summary>
    Refused,
}

/// <summary>The mail server has not taken a mail.</summary>
public sealed class MailNotSentException(MailFailure failure, string message, Exception? cause = null) : Exception(message, cause)
{
    public MailFailure Failure { get; } = failure;
}
