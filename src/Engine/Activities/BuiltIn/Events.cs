using System.Text.Json.Nodes;
using ReviewFlow.Engine.Execution;

namespace ReviewFlow.Engine.Activities.BuiltIn;

/// <summary>Waits for a named event; its payload is the result.</summary>
internal sealed class Event : Activity
{
    private const string Name = "Elsa.Event";

    public override ActivityStep Start(ActivityContext context)
    {
        if (context.IsTrigger)
        {
            context.Outputs["result"] = context.TriggerPayload?.DeepClone();
            return ActivityStep.Complete();
        }

        var payload = new JsonObject { ["EventName"] = context.Text("eventName") ?? throw new InvalidInputException("eventName", "the name of an event") };

        // Every instance that waits for the event has the same hash, whoever publishes it.
        return ActivityStep.Wait([context.NewBookmark(Name, payload: payload, autoBurn: true) with { Hash = BookmarkHash.Compute(Name, payload) }]);
    }

    public override ActivityStep Resume(ActivityContext context, Bookmark bookmark, Stimulus stimulus)
    {
        context.Outputs["result"] = stimulus switch
        {
            EventReceived received => received.Payload?.DeepClone(),
            BookmarkResumed resumed => resumed.Input?.DeepClone(),
            _ => null,
        };
        return ActivityStep.Complete();
    }
}

/// <summary>Publishes a named event.</summary>
internal sealed class PublishEventActivity : Activity
{
    public override ActivityStep Start(ActivityContext context)
    {
        var name = context.Text("eventName") ?? throw new InvalidInputException("eventName", "the name of an event");
        var local = context.Get("isLocalEvent", false);
        return ActivityStep.Complete("Done", new PublishEvent(context.Key("event"), name, context.Text("correlationId"), local, context.Inputs["payload"]?.DeepClone()));
    }
}

/// <summary>Asks for a background task and waits for its result.</summary>
internal sealed class RunTask : Activity
{
    public override ActivityStep Start(ActivityContext context)
    {
        var name = context.Text("taskName") ?? throw new InvalidInputException("taskName", "the name of a task");
        var taskId = context.Key("task");
        var payload = new JsonObject { ["TaskId"] = taskId, ["TaskName"] = name };
        var bookmark = context.NewBookmark("Elsa.RunTask", payload: payload, autoBurn: true);
        context.Outputs["taskId"] = taskId;
        return ActivityStep.Wait([bookmark], new RequestTask(taskId, bookmark.Id, name, context.Inputs["payload"]?.DeepClone()));
    }

    public override ActivityStep Resume(ActivityContext context, Bookmark bookmark, Stimulus stimulus)
    {
        context.Outputs["result"] = (stimulus as BookmarkResumed)?.Input?["RunTaskInput"]?.DeepClone();
        return ActivityStep.Complete();
    }
}
