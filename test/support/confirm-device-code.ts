import { type HttpBrowser, httpBrowser } from './http-browser.ts';

export interface DeviceSignIn {
  /** Where the program sends the person. */
  readonly verificationUri: string;
  readonly userCode: string;
  readonly name: string;
  readonly password: string;
}

const xsrfOf = (body: string) => /name="xsrf" value="([^"]+)"/.exec(body)?.[1] ?? '';

/** What a person does with the code that a program shows: types it, confirms, signs in. The heading of the last page. */
export async function confirmDeviceCode(
  { verificationUri, userCode, name, password }: DeviceSignIn,
  browser: HttpBrowser = httpBrowser(),
): Promise<string> {
  const send = (url: string, fields: Readonly<Record<string, string>>) =>
    browser.visit(url, {
      method: 'POST',
      headers: { 'sec-fetch-site': 'same-origin', 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams(fields).toString(),
    });
  const opened = await browser.visit(verificationUri);
  const asked = await send(opened.url, { xsrf: xsrfOf(opened.body), user_code: userCode });
  let page = await send(opened.url, { xsrf: xsrfOf(asked.body), user_code: userCode, confirm: 'yes' });
  if (page.url.includes('/interaction/')) page = await send(`${page.url}/password`, { name, password });
  return /<h1>(.*?)<\/h1>/.exec(page.body)?.[1] ?? page.body;
}
