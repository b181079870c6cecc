using System.Text.Json.Nodes;
using Npgsql;
using ReviewFlow.Engine.Execution;
using ReviewFlow.Persistence.Schema.Rows;
using ReviewFlow.Persistence.Statements;
using ReviewFlow.Workflows;
using ReviewFlow.Workflows.Forms;
using ReviewFlow.Workflows.People;
using ReviewFlow.Workflows.SignOffs;
using ReviewFlow.Workflows.Work;

namespace ReviewFlow.Persistence.Cases;

public sealed partial class CaseTransaction
{
    /// <summary>Checks and stores a signature; neither a row nor a refusal when the action does not sign.</summary>
    private async Task<(SignatureRow? Row, CaseOutcome.Refused? Refused)> SignAsync(
        CommandWork work, OpenedInstance instance, WorkItem item, TaskAction action, SignatureGiven? given, CancellationToken cancel, SignatureRow? amends = null)
    {
        if (!action.Signs) return (null, null);
        if (await FormOfAsync(instance, cancel) is not { } form) return (null, new CaseOutcome.Refused(RefusalKind.Invalid, "There is nothing to sign."));
        var contents = work.Case.Documents.Values.Where(d => d.Row.InstanceId == instance.Row.Id)
            .Select(d => new SectionContent(d.Row.SectionId, d.Row.Version, d.Content)).ToList();
        var text = CanonicalContent.Of(form, [.. action.Covers], contents);
        var offer = given is null ? null : new SignatureOffer(given.Method, given.AuthenticatedAt, given.ShownHash, given.Declaration);
        if (Refused(SignatureRules.Check(action, offer, text.Hash, system.GetUtcNow(), options.DemoSignatures)) is { } refused) return (null, refused);
        var row = SignatureOf(work, instance, item, action, given!, text);
        if (amends is not null) (row.Id, row.AmendsId, row.Role) = (NextSignatureId(work, amends), amends.Id, amends.Role);
        Store(work, row);
        // What somebody else has signed since stays under their signature.
        foreach (var section in action.Covers.Where(s => amends is null || DocumentOf(work, instance, s).Row.SignatureId == amends.Id))
        {
            var document = DocumentOf(work, instance, section);
            document.Row.SignatureId = row.Id;
            document.Changed = true;
        }

        return (row, null);
    }

    private static SignatureRow SignatureOf(CommandWork work, OpenedInstance instance, WorkItem item, TaskAction action, SignatureGiven given, SignedText text)
    {
        var (session, actor) = (work.Session, work.Actor);
        var person = session.Organisation.Person(actor.PersonId);
        var team = session.Organisation.MembershipsOf(actor.PersonId, session.Today).Select(m => session.Organisation.Unit(m.UnitId)?.Name).FirstOrDefault();
        var sections = new JsonObject(action.Covers.Select(s => KeyValuePair.Create(
            s, (JsonNode?)(work.Case.Documents.TryGetValue((instance.Row.Id, s), out var d) ? d.Row.Version : 0))));
        return new SignatureRow
        {
            Id = CaseIds.Signature(item.TaskId, action.Key, item.Revision.ToString(System.Globalization.CultureInfo.InvariantCulture)),
            CaseId = work.Case.Row.Id,
            InstanceId = instance.Row.Id,
            TaskId = item.TaskId,
            Action = action.Key,
            SignerId = actor.PersonId,
            SignerName = person?.Name ?? actor.PersonId,
            SignerTitle = person?.JobTitle ?? "",
            SignerTeam = team,
            Role = RoleWords(item),
            ActingForId = actor.ActingFor,
            ActingForName = actor.ActingFor is { } covered ? session.Organisation.NameOf(covered) : null,
            SignedAt = session.Now,
            SignedLocal = UkWords.Moment(session.Now),
            Declaration = given.Declaration,
            DefinitionVersionId = instance.Row.VersionId,
            FormId = instance.Row.FormId,
            FormVersion = instance.Row.FormVersion,
            Sections = sections.ToJsonString(),
            ContentHash = text.Hash,
            Canonical = text.Text,
            Method = given.Method,
            AuthenticatedAt = given.AuthenticatedAt,
        };
    }

    private static string RoleWords(WorkItem item) => RoleExpression.Parse(item.Role) switch
    {
        { Name: "stageManager" } role => Roles.Title(StageManagers.Role(role.Stage)),
        { Name: "nextLevelManager" } role => Roles.Title(StageManagers.NextLevelRole(role.Stage)),
        _ when item.Level is { } level => Roles.Title(StageManagers.Role(level)),
        { Name: "user" or "team" } => "Person asked",
        { Name: "group" } role => Roles.Title(role.Argument ?? ""),
        _ => Roles.Title(item.Role),
    };

    private static void Store(CommandWork work, SignatureRow s)
    {
        work.Case.Writes.Add(new NpgsqlBatchCommand(CaseWrites.InsertSignature)
            .Text(s.Id).Text(s.CaseId).Text(s.InstanceId).Text(s.TaskId).Text(s.Action).Text(s.SignerId).Text(s.SignerName).Text(s.SignerTitle)
            .Text(s.SignerTeam).Text(s.Role).Text(s.ActingForId).Text(s.ActingForName).Moment(s.SignedAt).Text(s.SignedLocal).Text(s.Declaration)
            .Text(s.DefinitionVersionId).Text(s.FormId).Number(s.FormVersion).Text(s.Sections).Text(s.ContentHash).Text(s.Canonical)
            .Text(s.Method).Moment(s.AuthenticatedAt).Text(s.AmendsId));
        work.Case.Told.Add(new Workflows.Events.SignatureRecorded(s.Id, s.InstanceId, s.TaskId, CaseEvents.Key(s.Role), s.ContentHash, s.AmendsId));
        work.Record.Audit("signed", work.Actor, s.TaskId, new JsonObject
        {
            ["signature"] = s.Id,
            ["hash"] = s.ContentHash,
            ["sections"] = JsonNode.Parse(s.Sections),
            ["declaration"] = s.Declaration,
            ["method"] = s.Method,
            ["amends"] = s.AmendsId,
        });
    }
}
