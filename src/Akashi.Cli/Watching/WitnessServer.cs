using System.Net;
using System.Text;
using Akashi.Ledger;

namespace Akashi.Cli.Watching;

/// <summary>Serves a <see cref="Witness"/> over HTTP: <c>POST /add-checkpoint</c> and nothing else. Source: tlog-witness "add-checkpoint".</summary>
internal sealed class WitnessServer(Witness witness, string prefix, Action<HttpListenerRequest, int> answered)
{
    /// <summary>Requests worked on at a time; more wait in the queue of the system.</summary>
    private const int AtOnce = 16;

    /// <summary>So much of a request that is too long is read all the same: who is still sending does not hear an answer.</summary>
    private const int MaxRead = 8 << 20;

    /// <summary>Runs until it is cancelled; requests under way are finished first.</summary>
    /// <exception cref="HttpListenerException">The address cannot be listened on.</exception>
    public async Task RunAsync(Action listening, CancellationToken ct)
    {
        using var listener = new HttpListener { IgnoreWriteExceptions = true };
        listener.Prefixes.Add(prefix);
        listener.Start();
        listening();
        using var free = new SemaphoreSlim(AtOnce);
        using (ct.Register(listener.Stop))
        {
            while (!ct.IsCancellationRequested)
            {
                await free.WaitAsync(CancellationToken.None);
                HttpListenerContext context;
                try
                {
                    context = await listener.GetContextAsync();
                }
                catch (Exception) when (ct.IsCancellationRequested)
                {
                    free.Release();
                    break;
                }
                _ = ServeAsync(context, free);
            }
        }
        for (var i = 0; i < AtOnce; i++) await free.WaitAsync(CancellationToken.None);
    }

    private async Task ServeAsync(HttpListenerContext context, SemaphoreSlim free)
    {
        var answer = new WitnessAnswer(500);
        try
        {
            answer = await AnswerAsync(context.Request);
            await WriteAsync(context.Response, answer);
        }
        catch (Exception e) when (e is IOException or HttpListenerException or ObjectDisposedException)
        {
            // The caller has gone, or the disk refuses: without a state on disk there is no cosignature.
            context.Response.Abort();
        }
        finally
        {
            answered(context.Request, answer.Status);
            free.Release();
        }
    }

    private async Task<WitnessAnswer> AnswerAsync(HttpListenerRequest request)
    {
        if (request.Url?.AbsolutePath != "/add-checkpoint") return new WitnessAnswer(404);
        if (request.HttpMethod != "POST") return new WitnessAnswer(405);
        using var body = new MemoryStream();
        var buffer = new byte[16 << 10];
        var length = 0L;
        int read;
        while ((read = await request.InputStream.ReadAsync(buffer)) > 0)
        {
            if ((length += read) > MaxRead) break;
            if (length <= Witness.MaxBody) body.Write(buffer, 0, read);
        }
        return length > Witness.MaxBody ? new WitnessAnswer(413) : await witness.AddCheckpointAsync(body.ToArray(), CancellationToken.None);
    }

    private static async Task WriteAsync(HttpListenerResponse response, WitnessAnswer answer)
    {
        var bytes = Encoding.UTF8.GetBytes(answer.Body);
        (response.StatusCode, response.ContentType, response.ContentLength64) = (answer.Status, answer.ContentType, bytes.Length);
        await response.OutputStream.WriteAsync(bytes);
        response.Close();
    }
}
