namespace CrmLive.Bench;

internal static class BenchProgram
{
    private static int Main()
    {
        Console.WriteLine("No benchmark yet.");
        return 0;
    }
}
