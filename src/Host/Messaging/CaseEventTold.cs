using System.Text.Json.Nodes;
using MassTransit;

namespace ReviewFlow.Host.Messaging;

/// <summary>Every event of every case, on one exchange with the event's name as routing key; <c>docs/events.md</c> is the catalogue.</summary>
/// <param name="Id">The same at every attempt.</param>
/// <param name="Name">Name of the event.</param>
/// <param name="Version">Version of the members of <paramref name="Data"/>.</param>
/// <param name="CaseId">Its case.</param>
/// <param name="Number">Place among what the case has told.</param>
/// <param name="OccurredAt">Business time.</param>
/// <param name="Data">Members by the catalogue.</param>
[EntityName(Exchange)]
[MessageUrn("reviewflow:case-event", useDefaultPrefix: false)]
public sealed record CaseEventTold(string Id, string Name, int Version, string CaseId, int Number, DateTimeOffset OccurredAt, JsonObject Data)
{
    /// <summary>Exchange (topic) on which receivers bind their queues.</summary>
    public const string Exchange = "reviewflow.case-events";
}
