namespace CrmLive.Shell;

/// <summary>A key for the help sheet; a module registers those of its pages.</summary>
/// <param name="Keys">Pressed one after the other, or together as in <c>Ctrl K</c>; parted by blanks.</param>
public sealed record KeyHint(string Group, string Keys, string Does);
