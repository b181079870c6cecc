using ReviewFlow.Engine.Execution;
using Shouldly;
using Xunit;

namespace ReviewFlow.Engine.Tests.Execution;

/// <summary>Whoever adds to these lists must also say who carries it out; that is what this test asks.</summary>
public sealed class ClosedListTests
{
    [Fact]
    public void Effects_AreThese() => Below<Effect>().ShouldBe(
        ["AnswerCall", "DispatchWorkflow", "DistributeVersion", "Notify", "PublishEvent", "RaiseAlert", "RecordAction", "RecordEvent", "RecordOnCase", "ReopenSections", "RequestTask", "SendEmail", "SendHttpRequest", "StartProcess", "WriteLine"]);

    [Fact]
    public void Questions_AreThese() => Below<Question>().ShouldBe(["AllocateReference", "FreezeSections", "ReadRegister", "RunChild"]);

    [Fact]
    public void Stimuli_AreThese() => Below<Stimulus>().ShouldBe(
        ["ActivityRetried", "ActivitySkipped", "BookmarkResumed", "ChildFinished", "EventReceived", "InstanceCancelled", "InstanceStarted", "TaskCompleted", "TimerElapsed"]);

    private static IEnumerable<string> Below<T>() => typeof(T).Assembly.GetTypes().Where(t => t.BaseType == typeof(T)).Select(t => t.Name).Order(StringComparer.Ordinal);
}
