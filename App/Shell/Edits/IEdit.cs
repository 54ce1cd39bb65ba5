namespace CrmLive.Shell;

/// <summary>A change of a record's fields that says which version it was based on, so that it can be merged with what others saved since.</summary>
public interface IEdit : ICommand<long>, IRepeatable
{
    /// <summary>The same edit of other fields, based on another version.</summary>
    IEdit Over(object fields, long version);
}

/// <summary>A command that the dispatcher does again from the start when somebody else saved the same record at the same moment.</summary>
public interface IRepeatable;
