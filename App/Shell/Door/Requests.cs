using MediatR;

namespace CrmLive.Shell;

/// <summary>A change of state. Its handler saves once.</summary>
public interface ICommand<out T> : IRequest<T>;

/// <summary>A question. Its handler saves nothing.</summary>
public interface IQuery<out T> : IRequest<T>;

/// <summary>A command that carries the person's reason; it goes into the audit entry.</summary>
public interface IHasReason
{
    string? Reason { get; }
}

/// <summary>The permission that a request needs, such as <c>opportunity.update</c>.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class NeedsAttribute(string permission) : Attribute
{
    public string Permission { get; } = permission;
}

/// <summary>The request is open to everybody who is signed in, and why.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class OpenAttribute(string why) : Attribute
{
    public string Why { get; } = why;
}

/// <summary>Only the software sends it: no person may, whatever their role.</summary>
/// <param name="why">What sends it.</param>
[AttributeUsage(AttributeTargets.Class)]
public sealed class SoftwareOnlyAttribute(string why) : Attribute
{
    public string Why { get; } = why;
}

/// <summary>The answer to the command holds a secret: it is not kept for whoever sends the same again.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class ToldOnceAttribute : Attribute;
