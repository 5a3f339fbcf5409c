using System.Reflection;

namespace MicroCare.Local.Worker;

/// <summary>Reads the result of a finished task whose type is known only at run time.</summary>
internal static class TaskResult
{
    /// <summary>A reader for tasks with a result; null for a type that has none to read.</summary>
    public static Func<Task, object?>? Reader(Type type) => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Task<>)
        ? typeof(TaskResult).GetMethod(nameof(Read), BindingFlags.NonPublic | BindingFlags.Static)!
            .MakeGenericMethod(type.GetGenericArguments()[0]).CreateDelegate<Func<Task, object?>>()
        : null;

    private static object? Read<T>(Task task) => ((Task<T>)task).GetAwaiter().GetResult();
}
