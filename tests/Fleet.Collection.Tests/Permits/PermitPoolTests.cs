using CsCheck;
using Fleet.Collection.Permits;

namespace Fleet.Collection.Tests.Permits;

public sealed class PermitPoolTests
{
    [Fact]
    public void Permits_are_granted_in_the_order_of_the_requests()
    {
        var pool = new PermitPool<string>(2);
        pool.Request("a");
        pool.Request("b");
        pool.Request("c");

        Assert.Equal(["a", "b"], Grants(pool));
        pool.Release("a");
        Assert.Equal(["c"], Grants(pool));
    }

    [Fact]
    public void Whoever_holds_or_waits_already_is_not_put_in_line_again()
    {
        var pool = new PermitPool<string>(1);
        pool.Request("a");
        Grants(pool);
        pool.Request("a");
        pool.Request("b");
        pool.Request("b");

        Assert.Equal(1, pool.Waiting);
    }

    [Fact]
    public void Leaving_the_line_frees_no_permit()
    {
        var pool = new PermitPool<string>(1);
        pool.Request("a");
        Grants(pool);
        pool.Request("b");
        pool.Request("c");

        Assert.True(pool.Release("b"));
        Assert.Empty(Grants(pool));
        Assert.True(pool.Release("a"));
        Assert.Equal(["c"], Grants(pool));
        Assert.False(pool.Release("nobody"));
    }

    [Fact]
    public void The_limit_holds_and_no_permit_is_lost_whatever_happens()
    {
        var step = Gen.Select(Gen.Bool, Gen.Int[0, 9]);
        Gen.Select(Gen.Int[1, 4], step.List[0, 200]).Sample((limit, steps) =>
        {
            var pool = new PermitPool<int>(limit);
            var inside = new HashSet<int>();
            foreach (var (request, who) in steps)
            {
                if (request)
                {
                    pool.Request(who);
                    inside.Add(who);
                }
                else
                {
                    Assert.Equal(inside.Remove(who), pool.Release(who));
                }

                Grants(pool);
                Assert.Equal(Math.Min(limit, inside.Count), pool.Held);
                Assert.Equal(inside.Count - pool.Held, pool.Waiting);
            }
        });
    }

    private static List<T> Grants<T>(PermitPool<T> pool)
        where T : notnull
    {
        var granted = new List<T>();
        while (pool.TryGrant(out var who))
        {
            granted.Add(who);
        }

        return granted;
    }
}
