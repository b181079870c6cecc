using System.Text.Json.Nodes;
using ReviewFlow.Engine.Execution;

namespace ReviewFlow.Engine.Activities.BuiltIn;

/// <summary>Sends a mail through the outbox and does not wait for it.</summary>
internal sealed class SendEmailActivity : Activity
{
    public override ActivityStep Start(ActivityContext context)
    {
        var message = new JsonObject { ["subject"] = context.Text("subject") ?? "", ["body"] = context.Text("body") ?? "" };
        foreach (var list in (string[])["to", "cc", "bcc"]) message[list] = new JsonArray([.. Values.Texts(context.Inputs[list]).Select(a => (JsonNode)a)]);
        if (((string[])["to", "cc", "bcc"]).All(list => message[list]!.AsArray().Count == 0)) throw new InvalidInputException("to", "at least one address");
        return ActivityStep.Complete("Done", new SendEmail(context.Key("mail"), message));
    }
}
