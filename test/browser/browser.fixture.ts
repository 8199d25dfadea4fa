import { existsSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { type Browser, chromium, type Page } from "playwright-core";
import { bundled } from "../../tools/browser/bundle.ts";

/** Debian's Chromium, or the one in $CHROMIUM. */
const CHROMIUM = process.env.CHROMIUM ?? "/usr/bin/chromium";

/** Skips a test that needs a browser if there is none. */
export function needsChromium(test: Mocha.Context): void {
  if (existsSync(CHROMIUM)) return;
  console.log(
    `skipped: There is no Chromium at ${CHROMIUM}. Install Debian's package chromium, or name another: CHROMIUM=/path/to/it.`,
  );
  // biome-ignore lint/suspicious/noSkippedTests: not every machine has a browser, and the closing line counts what was skipped
  test.skip();
}

export function startBrowser(): Promise<Browser> {
  const args = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"];
  return chromium.launch({ executablePath: CHROMIUM, args });
}

export interface Site {
  readonly origin: string;
  /** From then on nothing answers at the origin. */
  close(): Promise<void>;
}

/** A web site with one page; its /rpc forwards to a node. */
export async function serve(entry: string, node?: string): Promise<Site> {
  const script = (await bundled(entry)).code;
  const server = createServer(async (request, response) => {
    if (request.url === "/rpc" && node !== undefined) {
      const body = await new Response(request as unknown as ReadableStream, { duplex: "half" } as ResponseInit).text();
      const answer = await fetch(node, { method: "POST", headers: { "content-type": "application/json" }, body });
      response.writeHead(answer.status, { "content-type": "application/json" }).end(await answer.text());
    } else if (request.url === "/page.js") {
      response.writeHead(200, { "content-type": "text/javascript; charset=utf-8" }).end(script);
    } else {
      response.writeHead(200, { "content-type": "text/html; charset=utf-8" });
      response.end(
        '<!doctype html><meta charset="utf-8"><title>Didim</title><script type="module" src="/page.js"></script>',
      );
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** A page of that site after its script has run. `calm()` throws any error of the page. */
export async function opened(browser: Browser, { origin }: Site): Promise<{ page: Page; calm: () => void }> {
  const page = await (await browser.newContext()).newPage();
  const wrong: string[] = [];
  page.on("pageerror", (error) => void wrong.push(String(error)));
  page.on("console", (message) => void (message.type() === "error" && wrong.push(message.text())));
  await page.goto(origin);
  await page.waitForFunction(() => "page" in globalThis);
  return {
    page,
    calm() {
      if (wrong.length > 0) throw new Error(wrong.join("\n"));
    },
  };
}
