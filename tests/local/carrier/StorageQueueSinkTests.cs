using System.Text;
using Azure.Storage.Queues;
using MicroCare.Local.Carriers;

namespace MicroCare.Tests.Local.Carriers;

[Collection("azurite")]
public sealed class StorageQueueSinkTests(AzuriteFixture azurite)
{
    [Fact]
    public async Task Put_Event_IsBase64OnTheQueueUnderTheReturnedId()
    {
        var queue = new QueueClient(azurite.ConnectionString, AzuriteFixture.Name("events"));
        await queue.CreateAsync();
        const string Json = """{"id":"Incoming_1","data":{"message":"naïve ☕"}}""";

        var id = await new StorageQueueSink(queue).PutAsync(Json, CancellationToken.None);

        var message = (await queue.ReceiveMessageAsync()).Value;
        Assert.Equal(id, message.MessageId);
        Assert.Equal(Json, Encoding.UTF8.GetString(Convert.FromBase64String(message.MessageText)));
    }
}
