using Quartz;
using ReviewFlow.Persistence.Retention;

namespace ReviewFlow.Host.Jobs;

/// <summary>Forgets what nobody needs any more.</summary>
[DisallowConcurrentExecution]
public sealed class RetentionJob(RetentionSweep sweep) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) =>
        await sweep.RunAsync(cancellationToken);
}
