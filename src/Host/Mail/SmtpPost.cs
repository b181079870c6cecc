using System.Net;
using System.Net.Mail;
using System.Security.Authentication;
using System.Text;
using Microsoft.Extensions.Options;
using ReviewFlow.Persistence.Notices;

namespace ReviewFlow.Host.Mail;

/// <summary>Hands mails to the mail server, or writes them into a folder in Development.</summary>
public sealed class SmtpPost(IOptions<MailOptions> options)
{
    private readonly MailOptions _options = options.Value;

    /// <summary>Whether there is anywhere to send to.</summary>
    public bool IsSetUp => _options.Host.Length > 0 || _options.PickupFolder.Length > 0;

    /// <summary>Sends one mail; see <see cref="DeliverMail"/>.</summary>
    public async Task DeliverAsync(OutgoingMail mail, CancellationToken cancel)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        patience.CancelAfter(TimeSpan.FromSeconds(_options.TimeoutSeconds));
        try
        {
            using var message = Message(mail);
            using var client = Client();
            await client.SendMailAsync(message, patience.Token);
        }
        catch (OperationCanceledException late) when (!cancel.IsCancellationRequested)
        {
            throw new MailNotSentException(MailFailure.ServerAway, $"The mail server did not answer within {_options.TimeoutSeconds} seconds.", late);
        }
        catch (FormatException wrong)
        {
            throw new MailNotSentException(MailFailure.Refused, "This is not a mail address.", wrong);
        }
        catch (SmtpException failed)
        {
            throw new MailNotSentException(Kind(failed), Words(failed), failed);
        }
        catch (Exception e) when (e is IOException or AuthenticationException)
        {
            throw new MailNotSentException(MailFailure.ServerAway, e.Message, e);
        }
    }

    private MailMessage Message(OutgoingMail mail)
    {
        var message = new MailMessage(_options.From, mail.To, mail.Content.Subject, mail.Content.Body)
        {
            SubjectEncoding = Encoding.UTF8,
            BodyEncoding = Encoding.UTF8,
        };
        message.Headers.Add("Message-ID", $"<{mail.MessageKey}@{message.From!.Host}>");
        message.Headers.Add("Auto-Submitted", "auto-generated");
        return message;
    }

    private SmtpClient Client()
    {
        if (_options.Host.Length == 0)
        {
            var folder = Path.GetFullPath(_options.PickupFolder);
            Directory.CreateDirectory(folder);
            return new SmtpClient { DeliveryMethod = SmtpDeliveryMethod.SpecifiedPickupDirectory, PickupDirectoryLocation = folder };
        }

        return new SmtpClient(_options.Host, _options.Port)
        {
            EnableSsl = _options.StartTls,
            Credentials = _options.User.Length == 0 ? null : new NetworkCredential(_options.User, _options.Password),
        };
    }

    // 421 and everything about the connection, the account or encryption is no fault of the mail.
    private static MailFailure Kind(SmtpException failed) => (int)failed.StatusCode switch
    {
        421 or 454 or 530 or 534 or 535 or 538 or < 400 => MailFailure.ServerAway,
        < 500 => MailFailure.Later,
        _ => MailFailure.Refused,
    };

    private static string Words(SmtpException failed) =>
        (int)failed.StatusCode >= 400 ? $"{(int)failed.StatusCode}: {failed.Message}" : failed.InnerException?.Message ?? failed.Message;
}
