import type { KoaContextWithOIDC } from 'oidc-provider';

/** The pages that the provider shows by itself; a form is its own HTML, to be put in as it is. */
export interface ProviderPages {
  enterUserCode(form: string, problem: 'wrong' | 'expired' | 'used' | 'declined' | null): string;
  confirmUserCode(asked: { form: string; userCode: string; program: string; address: string | null }): string;
  deviceSignedIn(program: string): string;
  /** `isAsked` where the person asked for it here already, and nothing is left to ask. */
  signOut(form: string, isAsked: boolean): string;
  signedOut(): string;
  failed(error: string, description: string | null): string;
  headers(): Readonly<Record<string, string>>;
}

export function show(ctx: KoaContextWithOIDC, pages: ProviderPages, html: string): void {
  ctx.set({ ...pages.headers() });
  ctx.body = html;
}
