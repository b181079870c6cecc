using System.ComponentModel.DataAnnotations;

namespace ReviewFlow.Host.Mail;

/// <summary>How mail leaves. Bound from "ReviewFlow:Mail".</summary>
public sealed class MailOptions
{
    public const string Section = "ReviewFlow:Mail";

    /// <summary>Mail server; empty when mail is not sent by SMTP.</summary>
    public string Host { get; init; } = "";

    /// <summary>587 (submission). Port 465 with TLS from the first byte is not spoken.</summary>
    [Range(1, 65535)] public int Port { get; init; } = 587;

    /// <summary>Whether the connection must be encrypted by STARTTLS; a server that does not offer it then gets no mail.</summary>
    public bool StartTls { get; init; } = true;

    /// <summary>Account at the mail server; empty for none.</summary>
    public string User { get; init; } = "";

    /// <summary>Its password. By environment or a secret store, never in a file of the repository.</summary>
    public string Password { get; init; } = "";

    /// <summary>Sender's address; its domain is that of the Message-ID.</summary>
    [EmailAddress] public string From { get; init; } = "reviewflow@localhost.localdomain";

    /// <summary>Folder into which mails are written instead of being sent; in Development <c>data/mail</c> unless there is a server.</summary>
    public string PickupFolder { get; init; } = "";

    /// <summary>Seconds after which an attempt is given up.</summary>
    [Range(1, 90)] public int TimeoutSeconds { get; init; } = 30;
}
