using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using ReviewFlow.Host.Mail;
using ReviewFlow.Persistence.Externals;
using ReviewFlow.Persistence.Notices;
using ReviewFlow.Persistence.Schema.Rows;
using ReviewFlow.Persistence.Tests.Disputes;
using ReviewFlow.Persistence.Versions;
using ReviewFlow.Testing.Mail;
using Xunit;

namespace ReviewFlow.Host.Tests.Messages;

/// <summary>A dispute, and a real mail server on loopback to which the mails of it go.</summary>
public abstract class MailStory : DisputeStory, IAsyncLifetime
{
    private readonly List<IDisposable> _kept = [];

    public MailServer Server { get; private set; } = null!;

    public PreferenceStore Preferences { get; private set; } = null!;

    public MailQueue Queue { get; private set; } = null!;

    public MailSweep Mail { get; private set; } = null!;

    public DigestWriter Digests { get; private set; } = null!;

    async Task IAsyncLifetime.InitializeAsync()
    {
        await InitializeAsync();
        Server = await MailServer.StartAsync(() => Clock.Now());
        Preferences = new PreferenceStore(Source, Clock);
        Queue = NewQueue(TimeProvider.System);
        var templates = new TemplateTexts(Source, TimeProvider.System);
        _kept.Add(templates);
        Digests = new DigestWriter(Source, Preferences, templates, Organisation, Facts, Clock);
        Mail = NewSweep(Queue);
    }

    async Task IAsyncLifetime.DisposeAsync()
    {
        await Server.DisposeAsync();
        _kept.ForEach(k => k.Dispose());
        await DisposeAsync();
    }

    public MailQueue NewQueue(TimeProvider system) => new(Source, Clock, system);

    /// <summary>As another host would have it.</summary>
    public MailSweep NewSweep(MailQueue queue, bool startTls = false)
    {
        var templates = new TemplateTexts(Source, TimeProvider.System);
        _kept.Add(templates);
        var post = new SmtpPost(Options.Create(new MailOptions { Host = "127.0.0.1", Port = Server.Port, StartTls = startTls, From = "reviewflow@fernshire.example", TimeoutSeconds = 10 }));
        return new MailSweep(
            queue, Preferences, templates, new ServiceNotices(Source, Organisation, Clock), Organisation, Facts, Clock,
            new PublicAddress("https://reviews.fernshire.example"), DeliverAsync, new DeliveryDesk(Source, queue, Clock), new Seal(word => word, word => word));

        // The server's word comes on a line of its own; nothing goes on before it was read.
        async Task DeliverAsync(OutgoingMail mail, CancellationToken cancel)
        {
            try
            {
                await post.DeliverAsync(mail, cancel);
            }
            finally
            {
                await Server.CatchUpAsync();
            }
        }
    }

    /// <summary>Time passes in steps; mails and digests go as the host would send them.</summary>
    public async Task DaysPassTo(DateTimeOffset moment, TimeSpan step)
    {
        while (Clock.Now() < moment)
        {
            var next = Clock.Now() + step;
            await TimePassesTo(next < moment ? next : moment);
            await Digests.RunAsync();
            await Mail.RunAsync();
        }
    }

    public async Task<List<MailRow>> Mails()
    {
        await using var context = Context();
        return await context.Mails.AsNoTracking().OrderBy(m => m.CreatedAt).ThenBy(m => m.Id).ToListAsync();
    }
}
