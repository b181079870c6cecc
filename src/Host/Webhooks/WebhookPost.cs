using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.DataProtection;
using ReviewFlow.Persistence.Messages;

namespace ReviewFlow.Host.Webhooks;

/// <summary>Signs an event and hands it to a webhook; see <see cref="PostWebhook"/>.</summary>
public sealed class WebhookPost(WebhookClient client, WebhookAddresses addresses, WebhookSecrets secrets, TimeProvider system)
{
    public async Task<int> SendAsync(OutgoingDelivery delivery, CancellationToken cancel)
    {
        // The list may have changed since the webhook was made.
        if (addresses.Problem(delivery.Address) is { } problem) throw new DeliveryNotTakenException(null, problem);
        try
        {
            using var request = Request(delivery);
            var answer = (int)await client.SendAsync(request, cancel);
            return answer is >= 200 and < 300 ? answer : throw new DeliveryNotTakenException(answer, answer is >= 300 and < 400 ? "It sends elsewhere; redirects are not followed." : "It did not take the event.");
        }
        catch (OperationCanceledException late) when (!cancel.IsCancellationRequested)
        {
            throw new DeliveryNotTakenException(null, "It did not answer within 10 seconds.", late);
        }
        catch (Exception away) when (away is HttpRequestException or IOException or CryptographicException)
        {
            throw new DeliveryNotTakenException(null, away.GetBaseException().Message, away);
        }
    }

    /// <summary>The signature of a body, as <c>docs/events.md</c> describes it.</summary>
    public static string Sign(string secret, DateTimeOffset at, string body)
    {
        var moment = at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var hash = HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes($"{moment}.{body}"));
        return $"t={moment},v1={Convert.ToHexStringLower(hash)}";
    }

    private HttpRequestMessage Request(OutgoingDelivery delivery)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, delivery.Address) { Content = new StringContent(delivery.Body, Encoding.UTF8, new MediaTypeHeaderValue("application/json")) };
        request.Headers.UserAgent.Add(new ProductInfoHeaderValue("ReviewFlow", null));
        request.Headers.Add("ReviewFlow-Event", delivery.EventName);
        request.Headers.Add("ReviewFlow-Delivery", delivery.MessageId);
        request.Headers.Add("ReviewFlow-Signature", Sign(secrets.Open(delivery.Secret), system.GetUtcNow(), delivery.Body));
        return request;
    }
}

/// <summary>Secrets of webhooks: made here, shown once, kept wrapped.</summary>
public sealed class WebhookSecrets(IDataProtectionProvider keys)
{
    private readonly IDataProtector _wrap = keys.CreateProtector("ReviewFlow.Webhooks");

    /// <summary>A new secret, and as it is kept.</summary>
    public (string Secret, string Kept) Make()
    {
        var secret = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        return (secret, _wrap.Protect(secret));
    }

    /// <summary>A kept secret again.</summary>
    /// <exception cref="CryptographicException">The keys that it was wrapped with are gone.</exception>
    public string Open(string kept) => _wrap.Unprotect(kept);
}
