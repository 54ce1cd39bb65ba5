namespace CrmLive.Imports;

public sealed class FormulaGuardTests
{
    [Theory]
    [InlineData("+45 1234", "'+45 1234")]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("'+45 1234", "''+45 1234")]
    [InlineData("''=x", "'''=x")]
    [InlineData("'t Hart", "'t Hart")]
    [InlineData("O'Neill", "O'Neill")]
    [InlineData("'", "'")]
    [InlineData("", "")]
    [InlineData("plain", "plain")]
    public void What_is_protected_comes_back_as_it_was(string text, string cell)
    {
        FormulaGuard.Protect(text).ShouldBe(cell);
        FormulaGuard.Unprotect(cell).ShouldBe(text);
    }
}
