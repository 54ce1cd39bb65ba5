using System.Reflection;
using System.Runtime.CompilerServices;
using CrmLive.Shell;
using CrmLive.Support;
using MediatR;
using Microsoft.Extensions.DependencyInjection;

namespace CrmLive.Data.SqlServer;

/// <summary>Every use case, through the one door, makes only commands that SQL Server can parse and that speak of what exists.</summary>
public sealed class SqlServerRequestTests
{
    // Nothing is found, or a row whose text is a word, a list or an object.
    private static readonly string?[] Words = [null, "1", "[]", "{}"];

    // Only people have views of their own: the software, as which samples are sent, is refused before its first command.
    private static readonly Type[] OfPeople = [typeof(SaveView), typeof(ChooseDefaultView)];

    private static readonly MethodInfo SendAny = typeof(SqlServerRequestTests).GetMethod(nameof(SendAs), BindingFlags.NonPublic | BindingFlags.Static)!;

    public static TheoryData<string> Requests => [.. RequestDoor.All.Select(type => RequestDoor.Of(type).Name).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Requests))]
    public async Task Makes_sound_commands_for_every_request(string request)
    {
        var type = RequestDoor.All.Single(type => RequestDoor.Of(type).Name == request);
        var server = new UnsentCommands();
        await using var provider = SqlServerSchema.Provider();
        await using var program = new WorldProgram(provider, TimeProvider.System);
        var services = program.App.Services;
        services.GetRequiredService<CrmDbFactory>();
        provider.Recorders = [.. provider.Recorders, server];
        EndOfBlock(services.GetRequiredService<IdGenerator>()) = long.MaxValue;

        var untranslated = new List<string>();
        foreach (var sample in Samples.Of(type))
        {
            foreach (var word in Words)
            {
                server.Word = word;
                await Send(services.GetRequiredService<Dispatcher>(), sample, untranslated);
            }
        }

        untranslated.ShouldBeEmpty();
        server.Texts.SelectMany(text => NameCheck.Faults(SqlServerSchema.Schema, Tsql.Parse(text, type.Name)).Select(fault => $"{fault}: {text}")).ShouldBeEmpty();
        (server.Texts.Count > 0 || OfPeople.Contains(type)).ShouldBeTrue();
    }

    // Made-up rows seldom please the domain, so that any refusal will do; only EF's own are held against the question.
    private static async Task Send(Dispatcher dispatcher, object sample, List<string> untranslated)
    {
        var answer = sample.GetType().GetInterfaces().Single(face => face.IsGenericType && face.GetGenericTypeDefinition() == typeof(IRequest<>)).GetGenericArguments()[0];
        try
        {
            await (Task)SendAny.MakeGenericMethod(answer).Invoke(null, [dispatcher, sample])!;
        }
        catch (Exception failure)
        {
            for (var cause = failure; cause is not null; cause = cause.InnerException)
            {
                if (cause.StackTrace?.Contains("QueryCompilationContext", StringComparison.Ordinal) == true)
                {
                    untranslated.Add($"{sample}: {cause.Message}");
                }
            }
        }
    }

    private static async Task SendAs<T>(Dispatcher dispatcher, IRequest<T> request) =>
        await dispatcher.Send(Caller.Software(1, "test"), request, TestContext.Current.CancellationToken);

    // Ids come over a connection of their own, which nothing here stands in for.
    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_end")]
    private static extern ref long EndOfBlock(IdGenerator ids);
}
