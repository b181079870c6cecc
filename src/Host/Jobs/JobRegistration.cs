using Npgsql;
using Quartz;

namespace ReviewFlow.Host.Jobs;

/// <summary>
/// What recurs, and nothing else: what is due for a case is in the table of timers. One host of all does each; plain
/// system time, because a digest is put together by a machine's day and decided by the reader's.
/// </summary>
public static class JobRegistration
{
    public static IServiceCollection AddJobs(this IServiceCollection services, string connectionString)
    {
        services.AddQuartz(quartz =>
        {
            quartz.ConfigureScheduler(scheduler =>
            {
                scheduler.InstanceName = "reviewflow";
                // A fixed id would make two hosts take each other for one that crashed.
                scheduler.GenerateInstanceId = true;
            });
            quartz.UseDefaultThreadPool(pool => pool.MaxConcurrency = 2);
            quartz.UsePersistentStore(store =>
            {
                store.UsePostgres(NpgsqlFactory.Instance, connectionString);
                store.UseClustering(cluster =>
                {
                    cluster.CheckinInterval = TimeSpan.FromSeconds(15);
                    cluster.CheckinMisfireThreshold = TimeSpan.FromSeconds(30);
                });
            });
            Every<DigestJob>(quartz, TimeSpan.FromSeconds(15));
            Every<TidyJob>(quartz, TimeSpan.FromHours(6));
            Every<RetentionJob>(quartz, TimeSpan.FromHours(1));
        });
        services.AddQuartzHostedService(hosted =>
        {
            // The first page comes first.
            hosted.AwaitApplicationStarted = true;
            hosted.WaitForJobsToComplete = true;
        });
        return services;
    }

    private static void Every<T>(IQuartzBuilder quartz, TimeSpan rhythm)
        where T : IJob => quartz.ScheduleJob<T>(
            trigger => trigger.WithIdentity(typeof(T).Name).WithSimpleSchedule(every => every.WithInterval(rhythm).RepeatForever().WithMisfireInstruction(SimpleTriggerMisfireInstruction.NextWithRemainingCount)),
            job => job.WithIdentity(typeof(T).Name));
}
