using System.Text.Json.Nodes;
using ReviewFlow.Engine.Time;
using ReviewFlow.Workflows.People;

namespace ReviewFlow.Workflows.Forms;

/// <summary>What a form's conditions and prefills may know beside the answers.</summary>
/// <param name="Today">Local business day.</param>
/// <param name="Subject">Whom the case is about.</param>
/// <param name="CaseFields">Fields recorded on the case (stage, dateOfDispute, …).</param>
/// <param name="Input">Workflow input of the instance.</param>
/// <param name="People">Accounts that a field of type person may name; null when not checked.</param>
/// <param name="Calendar">The process's calendar, for conditions that count working days.</param>
public sealed record FormFacts(
    DateOnly Today,
    Subject? Subject = null,
    JsonObject? CaseFields = null,
    JsonObject? Input = null,
    IReadOnlySet<string>? People = null,
    WorkingDayCalendar? Calendar = null);
