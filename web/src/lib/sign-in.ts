/** Where a person signs in and comes back to this very page. */
export function signInAddress(): string {
  return `/sign-in?${comeBack()}`;
}

/** Leaves for a stronger proof at an address that the server named, and comes back to this very page. */
export function leaveForProof(address: string): void {
  location.assign(`${address}&${comeBack()}`);
}

function comeBack(): string {
  return new URLSearchParams({ returnTo: `${location.pathname}${location.search}` }).toString();
}
