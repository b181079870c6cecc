using Quartz;
using ReviewFlow.Host.Mail;
using ReviewFlow.Persistence.Notices;

namespace ReviewFlow.Host.Jobs;

/// <summary>Puts together the digests of the day, when the readers' day has begun.</summary>
[DisallowConcurrentExecution]
public sealed class DigestJob(DigestWriter digests, SmtpPost post) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        if (post.IsSetUp) await digests.RunAsync(cancellationToken);
    }
}
