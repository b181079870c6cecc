namespace ReviewFlow.Persistence.Messages;

/// <summary>An event on its way to other systems.</summary>
/// <param name="CaseId">Its case: events of one case are told in the order of their numbers.</param>
/// <param name="Number">Place among what the case has told.</param>
/// <param name="MessageId">The same at every attempt.</param>
/// <param name="Name">Name of the event.</param>
/// <param name="Body">JSON as <c>EventCatalog.Write</c> makes it.</param>
/// <param name="Attempts">Times that it was tried and failed.</param>
public sealed record OutgoingEvent(string CaseId, int Number, string MessageId, string Name, string Body, int Attempts);

/// <summary>Tells the bus of an event. Returns when the broker has taken it.</summary>
/// <exception cref="EventNotTakenException">It was not taken; it is told again.</exception>
public delegate Task TellBus(OutgoingEvent told, CancellationToken cancel);

/// <summary>The broker has not taken an event.</summary>
public sealed class EventNotTakenException(string message, Exception? cause = null) : Exception(message, cause);
