using CsCheck;
using Fleet.Ssh.Channels;

namespace Fleet.Ssh.Tests.Channels;

/// <summary>What waits on a channel to be read.</summary>
public sealed class ChannelInputTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public void All_that_came_is_read_in_order_however_it_is_cut() =>
        Gen.Select(Gen.Int[1, 200].List[1, 50], Gen.Int[1, 300].List[1, 10]).Sample((arrivals, reads) =>
        {
            int adjusted = 0;
            var input = new ChannelInput(1000, bytes => adjusted += bytes);
            byte next = 0;
            var read = new List<byte>();
            int sent = 0;
            int turn = 0;
            foreach (int size in arrivals)
            {
                var data = Enumerable.Range(0, size).Select(_ => next++).ToArray();
                while (sent + size > 1000 + adjusted)
                    Read();
                input.Receive(data);
                sent += size;
            }

            input.Complete();
            while (Read() > 0)
            {
            }

            Assert.Equal(sent, read.Count);
            Assert.Equal(Enumerable.Range(0, sent).Select(i => (byte)i), read);

            int Read()
            {
                var buffer = new byte[reads[turn++ % reads.Count]];
                var reading = input.ReadAsync(buffer, None);
                Assert.True(reading.IsCompleted);
                int count = reading.Result;
                read.AddRange(buffer[..count]);
                return count;
            }
        });

    [Fact]
    public void Who_waits_goes_on_in_the_turn_that_brings_data()
    {
        var input = new ChannelInput(100, _ => { });
        int thread = 0;
        int read = 0;
        var program = ProgramAsync();
        Assert.False(program.IsCompleted);
        input.Receive([1, 2, 3]);
        Assert.True(program.IsCompletedSuccessfully);
        Assert.Equal(Environment.CurrentManagedThreadId, thread);
        Assert.Equal(3, read);

        async Task ProgramAsync()
        {
            read = await input.ReadAsync(new byte[10], None).ConfigureAwait(false);
            thread = Environment.CurrentManagedThreadId;
        }
    }

    [Fact]
    public async Task The_end_is_read_after_the_data()
    {
        var input = new ChannelInput(100, _ => { });
        input.Receive([1, 2, 3]);
        input.Complete();
        var buffer = new byte[10];
        Assert.Equal(3, await input.ReadAsync(buffer, None));
        Assert.Equal(0, await input.ReadAsync(buffer, None));
        input.Receive([4]);
        Assert.Equal(0, await input.ReadAsync(buffer, None));
    }

    [Fact]
    public async Task A_read_can_be_cancelled_and_the_next_one_reads()
    {
        var input = new ChannelInput(100, _ => { });
        using var cancellation = new CancellationTokenSource();
        var buffer = new byte[10];
        var reading = input.ReadAsync(buffer, cancellation.Token).AsTask();
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => input.ReadAsync(buffer, cancellation.Token).AsTask());
        var next = input.ReadAsync(buffer, None).AsTask();
        input.Receive([1]);
        Assert.Equal(1, await next);
    }

    [Fact]
    public async Task After_an_abort_every_read_is_cancelled()
    {
        var input = new ChannelInput(100, _ => { });
        using var ended = new CancellationTokenSource();
        var reading = input.ReadAsync(new byte[10], None).AsTask();
        await ended.CancelAsync();
        input.Abort(ended.Token);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading);
        input.Receive([1]);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => input.ReadAsync(new byte[10], None).AsTask());
    }

    [Fact]
    public async Task Two_reads_at_once_are_a_mistake()
    {
        var input = new ChannelInput(100, _ => { });
        var reading = input.ReadAsync(new byte[10], None).AsTask();
        await Assert.ThrowsAsync<InvalidOperationException>(() => input.ReadAsync(new byte[10], None).AsTask());
        input.Complete();
        Assert.Equal(0, await reading);
    }

    [Fact]
    public async Task Data_and_cancellation_at_the_same_time_end_each_read_once()
    {
        var input = new ChannelInput(1 << 30, _ => { });
        var buffer = new byte[16];
        long read = 0;
        for (int i = 0; i < 2000; i++)
        {
            using var cancellation = new CancellationTokenSource();
            var reading = input.ReadAsync(buffer, cancellation.Token).AsTask();
            var cancelling = Task.Run(cancellation.Cancel);
            input.Receive([1]);
            try
            {
                read += await reading;
            }
            catch (OperationCanceledException)
            {
                // What came is read by the next.
            }

            await cancelling;
        }

        input.Complete();
        while (await input.ReadAsync(buffer, None) is > 0 and var rest)
            read += rest;
        Assert.Equal(2000, read);
    }
}
