namespace ReviewFlow.Engine;

/// <summary>A defect or an impossible state. Messages hold ids, never personal data.</summary>
public abstract class ReviewFlowException(string message) : Exception(message);

/// <summary>An activity was woken by something it does not know.</summary>
public sealed class UnexpectedStimulusException(string nodeId, string stimulus)
    : ReviewFlowException($"'{nodeId}' does not understand the stimulus {stimulus}.");

/// <summary>An activity's input has a value of the wrong kind.</summary>
public sealed class InvalidInputException(string input, string wanted)
    : ReviewFlowException($"The input '{input}' cannot be read as {wanted}.");

/// <summary>A definition names a calendar that does not exist.</summary>
public sealed class UnknownCalendarException(string nodeId, string calendar)
    : ReviewFlowException($"'{nodeId}' names the calendar '{calendar}', which does not exist.");

/// <summary>A burst ran more activities than allowed; a loop without a wait is the usual cause.</summary>
public sealed class BurstBudgetException(string instanceId, int limit)
    : ReviewFlowException($"Instance {instanceId} ran more than {limit} activities without waiting for anything.");

/// <summary>A calendar has no working day for more than a year; its data is wrong.</summary>
public sealed class CalendarWithoutWorkException(string calendar, DateOnly from)
    : ReviewFlowException($"The calendar '{calendar}' has no working day near {from:yyyy-MM-dd}.");

/// <summary>An activity type is not in the catalog.</summary>
public sealed class UnknownActivityException(string type, int version)
    : ReviewFlowException($"Activity type '{type}' version '{version}' could not be found.");

/// <summary>A state refers to a node that its definition does not have; the instance was not migrated properly.</summary>
public sealed class UnknownNodeException(string instanceId, string nodeId)
    : ReviewFlowException($"Instance {instanceId} stands at '{nodeId}', which its definition does not have.")
{
    /// <summary>Path of the node.</summary>
    public string NodeId => nodeId;
}

/// <summary>An expression cannot be evaluated.</summary>
public sealed class ExpressionException(string message) : ReviewFlowException(message);

/// <summary>The Fault activity was reached.</summary>
public sealed class FaultException(string message) : ReviewFlowException(message);

/// <summary>A step would follow a connection that leads back in a way that cannot be counted.</summary>
public sealed class InvalidConnectionException(string message) : ReviewFlowException(message);

/// <summary>A definition that was to be run is not published.</summary>
public sealed class UnknownDefinitionException(string definitionId)
    : ReviewFlowException($"There is no published definition '{definitionId}'.");
