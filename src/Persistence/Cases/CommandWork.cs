using System.Text.Json;
using Npgsql;
using ReviewFlow.Engine.Execution;
using ReviewFlow.Persistence.Definitions;
using ReviewFlow.Persistence.Statements;
using ReviewFlow.Workflows;
using ReviewFlow.Workflows.Access;
using ReviewFlow.Workflows.Work;

namespace ReviewFlow.Persistence.Cases;

public sealed partial class CaseTransaction
{
    /// <summary>One command at work on one opened case.</summary>
    private sealed class CommandWork
    {
        private readonly CaseTransaction _owner;
        private readonly CaseCommand _command;
        private readonly string _hash;

        public CommandWork(CaseTransaction owner, Session session, OpenedCase opened, CaseCommand command, string hash)
        {
            (_owner, _command, _hash, Session, Case, Actor) = (owner, command, hash, session, opened, command.Actor);
            Record = new CaseRecord(opened, session);
            Bursts = new CaseBursts(owner.Engine, owner.Definitions, session, opened, Actor);
        }

        public Session Session { get; }

        public OpenedCase Case { get; }

        public CaseRecord Record { get; }

        public CaseBursts Bursts { get; private set; }

        public Hands Hands => new(Session, Case, Record, Bursts);

        /// <summary>Who acts; with the person covered once access was decided.</summary>
        public Actor Actor { get; private set; }

        /// <summary>Decides access under the lock; null when allowed.</summary>
        public CaseOutcome.Refused? Decide(CaseAction action, OpenedInstance? instance, WorkItem? item, string? reason) =>
            DecideOn(action, instance, item?.Facts, reason);

        /// <summary>As the other, about something that is no task and is decided like one.</summary>
        public CaseOutcome.Refused? DecideOn(CaseAction action, OpenedInstance? instance, TaskFacts? task, string? reason)
        {
            var decision = Access.Decide(Session.Organisation, _command.Actor, action, Case.Facts(instance), task, Session.Today);
            if (decision.Verdict == AccessVerdict.Hidden) return Unknown;
            if (!decision.Allowed) return new CaseOutcome.Refused(RefusalKind.Forbidden, decision.Why);
            if (decision.NeedsReason && string.IsNullOrWhiteSpace(reason)) return new CaseOutcome.Refused(RefusalKind.Invalid, "Write the reason.");
            if (decision.ActingFor is { } covered)
            {
                Actor = Actor with { ActingFor = covered };
                Bursts = new CaseBursts(_owner.Engine, _owner.Definitions, Session, Case, Actor);
            }

            return null;
        }

        /// <summary>The instance, if it is of this case and not hidden.</summary>
        public OpenedInstance? Instance(string id) => Case.Instances.GetValueOrDefault(id);

        /// <summary>The work item of a task of this case; null when there is none.</summary>
        public WorkItem? Item(string taskId) => Case.Tasks.TryGetValue(taskId, out var task) ? TaskFace.Item(task.Row) : null;

        public CaseOutcome.Done Done(string? instanceId, params (string Name, System.Text.Json.Nodes.JsonNode? Value)[] result) =>
            new(Case.Row.Id, instanceId, Result(result));

        /// <summary>Stores everything with the answer, and commits.</summary>
        public async Task CommitAsync(CaseOutcome.Done done, CancellationToken cancel)
        {
            var operation = new NpgsqlBatchCommand(CaseWrites.InsertOperation)
                .Text(_command.OperationKey).Text(_command.Actor.PersonId).Text(_hash).Text(Case.Row.Id).Text(JsonSerializer.Serialize(done, s_wire))
                .Moment(Session.Now);
            await CaseWriter.CommitAsync(Session, [Case], [operation], cancel);
            if (Bursts.NextAlarm is { } alarm) _owner.AlarmSet?.Invoke(alarm);
        }
    }

    /// <summary>What a change of a case is made with, by a person's command or by the watch over the clocks.</summary>
    private sealed record Hands(Session Session, OpenedCase Case, CaseRecord Record, CaseBursts Bursts);

    private static CaseOutcome.Refused? Refused(RuleAnswer answer) => answer.Problem switch
    {
        RuleProblem.None => null,
        RuleProblem.Forbidden => new CaseOutcome.Refused(RefusalKind.Forbidden, answer.Message),
        RuleProblem.Conflict => new CaseOutcome.Refused(RefusalKind.Conflict, answer.Message),
        _ => new CaseOutcome.Refused(RefusalKind.Invalid, answer.Message),
    };

    private WorkflowEngine Engine => engine;

    private DefinitionStore Definitions => definitions;
}
