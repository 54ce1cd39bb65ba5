namespace CrmLive.Access;

/// <summary>Why signing in did not work, in words that help the person or their administrator.</summary>
public sealed record SignInProblem(string Title, string Text, string WhatToDo)
{
    private static readonly SignInProblem Unknown = new(
        "You could not be signed in", "The identity provider's answer did not fit.", "Try again. If it stays, tell your administrator when it happened.");

    private static readonly Dictionary<string, SignInProblem> Known = new(StringComparer.Ordinal)
    {
        ["cancelled"] = new("You did not sign in", "Signing in was cancelled at the identity provider.", "Sign in again when you are ready."),
        ["stale"] = new("This sign-in is over", "It took too long, was used before, or was begun in another browser.", "Sign in again from here."),
        ["expired"] = new("This sign-in is over", "The identity provider's answer was used before or is too old.", "Sign in again from here."),
        ["unavailable"] = new("The identity provider does not answer", "It may be down, or not reachable from here.", "Try again in a few minutes. If it stays, tell your administrator."),
        ["misconfigured"] = new("Signing in is not set up completely", "The settings here and at the identity provider do not fit together.", "Tell your administrator; the log of the server says which setting it is."),
        ["invalid_token"] = new("The identity provider's answer was refused", "It was not made for this sign-in, or its signature is not right.", "Sign in again. If it stays, tell your administrator."),
        ["unknown_directory"] = new("Your organisation is not known here", "You signed in with an account of a directory that nobody has connected.", "Sign in with another account, or ask your administrator to connect your directory."),
        ["no_role"] = new("You have no role here", "Your directory does not give you a role for CrmLive.", "Ask your administrator to assign one to you in the directory, then sign in again."),
        ["too_many_groups"] = new("You have no role here", "You are in so many groups that the directory does not list them.", "Ask your administrator to assign you an app role instead of a group, then sign in again."),
        ["user.unknown"] = new("You have no account here", "People are added by an administrator before they sign in for the first time.", "Ask your administrator to add you."),
        ["user.inactive"] = new("Your account is not active", "An administrator has deactivated it.", "Ask your administrator to activate it."),
        ["user.not_linked"] = new("Your account is not linked yet", "Somebody with your address is here already, but is not tied to your directory account.", "Ask your administrator to open Settings, Users and link you by your directory object id."),
        ["access.last_admin"] = new("You are the last administrator", "Your directory no longer makes you an administrator, and there is no other.", "Let another administrator sign in first, or give yourself the role back in the directory."),
    };

    public static SignInProblem Of(string? code) => Known.GetValueOrDefault(code ?? "", Unknown);

    public static string Address(string code) => $"/signin/problem?code={Uri.EscapeDataString(code)}";
}
