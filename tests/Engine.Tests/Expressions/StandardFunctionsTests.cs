using ReviewFlow.Engine.Expressions;
using Shouldly;
using Xunit;

namespace ReviewFlow.Engine.Tests.Expressions;

/// <summary>Elsa's pure functions, and dates.</summary>
public sealed class StandardFunctionsTests
{
    [Theory]
    [InlineData("isNullOrWhiteSpace(' ')", "true")]
    [InlineData("isNullOrWhiteSpace(undefined)", "true")]
    [InlineData("isNullOrWhiteSpace('a')", "false")]
    [InlineData("isNullOrEmpty('')", "true")]
    [InlineData("isNullOrEmpty(' ')", "false")]
    [InlineData("isNullOrEmpty()", "true")]
    [InlineData("toJson({a: [1, 'x']})", "\"{\\\"a\\\":[1,\\\"x\\\"]}\"")]
    [InlineData("toJson(null)", "\"null\"")]
    [InlineData("parseGuid('{6F9619FF-8B86-D011-B42D-00C04FC964FF}')", "\"6f9619ff-8b86-d011-b42d-00c04fc964ff\"")]
    [InlineData("stringToBase64('Grüße')", "\"R3LDvMOfZQ==\"")]
    [InlineData("stringFromBase64('R3LDvMOfZQ==') === 'Grüße'", "true")]
    [InlineData("bytesToString(bytesFromString('abc'))", "\"abc\"")]
    [InlineData("bytesToBase64(bytesFromBase64('YWJj'))", "\"YWJj\"")]
    [InlineData("addDays('2026-06-16', 20)", "\"2026-07-06\"")]
    [InlineData("addDays('2026-03-01', -1)", "\"2026-02-28\"")]
    [InlineData("addDays('2028-02-28', 1)", "\"2028-02-29\"")]
    [InlineData("addDays('2026-06-16T09:30:00Z', 1)", "\"2026-06-17T09:30:00Z\"")]
    [InlineData("daysBetween('2026-06-16', '2026-07-06')", "20")]
    [InlineData("daysBetween('2026-07-06', '2026-06-16')", "-20")]
    [InlineData("minDate('2026-06-16', '2026-06-01', null)", "\"2026-06-01\"")]
    [InlineData("maxDate(['2026-06-16', '2026-06-01'])", "\"2026-06-16\"")]
    [InlineData("minDate()", "null")]
    [InlineData("formatDate('2026-06-06')", "\"6 June 2026\"")]
    [InlineData("formatDate(null)", "null")]
    [InlineData("dateOnly('2026-06-06T23:59:00+01:00')", "\"2026-06-06\"")]
    [InlineData("weekday('2026-06-16')", "\"Tuesday\"")]
    [InlineData("addWorkingDays('2026-06-19', 1)", "\"2026-06-22\"")]
    [InlineData("isWorkingDay('2026-06-20')", "false")]
    public void Evaluate_StandardFunction_GivesItsValue(string script, string expected)
    {
        var scope = new TestScope();
        Scripts.Read(script).Evaluate(scope)?.ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping })
            .ShouldBe(expected == "null" ? null : expected);
    }

    [Theory]
    [InlineData("addDays('16/06/2026', 1)")]
    [InlineData("addDays('2026-02-30', 1)")]
    [InlineData("addDays('9999-12-31', 1)")]
    [InlineData("addDays('2026-06-16', 1.5)")]
    [InlineData("addDays('2026-06-16', 1e300)")]
    [InlineData("addDays('2026-06-16', [])")]
    [InlineData("addDays('2026-06-16nonsense', 1)")]
    [InlineData("daysBetween('2026-06-16')")]
    [InlineData("parseGuid('x')")]
    [InlineData("stringFromBase64('*')")]
    [InlineData("formatDate({})")]
    public void Evaluate_WrongArgument_IsAFaultWithAPlace(string script)
    {
        var fault = Scripts.Fault(script);
        fault.Problem.ShouldContain("needs");
        fault.Line.ShouldBe(1);
    }

    [Theory]
    [InlineData("addWorkingDays('9999-12-31', 1)")]
    [InlineData("addWorkingDays('2026-06-16', 10001)")]
    [InlineData("addWorkingDays('2026-06-16')")]
    [InlineData("isWorkingDay('0001-01-01')")]
    [InlineData("workingDaysBetween('2026-06-16', '2300-01-01')")]
    public void Evaluate_WorkingDaysOutOfReach_AreAFault(string script) => Scripts.Fault(script, new TestScope()).Problem.ShouldContain("needs");

    [Fact]
    public void Evaluate_ManyWorkingDays_CostSteps()
    {
        Scripts.Steps("addWorkingDays('2026-06-16', 10000)", new TestScope()).ShouldBeGreaterThan(2500);
        Scripts.Fault("for (;;) addWorkingDays('2026-06-16', 10000)", new TestScope()).Problem.ShouldContain("steps");
    }

    [Fact]
    public void Evaluate_WorkingDaysWithoutACalendar_IsAFault() =>
        Scripts.Fault("addWorkingDays('2026-06-16', 1)").Problem.ShouldBe("Working days are not known here.");

    [Fact]
    public void Names_All_CanBeCalled()
    {
        StandardFunctions.Names.Count.ShouldBe(20);
        foreach (var name in StandardFunctions.Names) Scripts.Read($"{name}()").ShouldNotBeNull();
    }
}
