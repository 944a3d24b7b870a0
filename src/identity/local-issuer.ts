/** Whose word it is for principals that Brevet itself signs in; independent of the address it is served under. */
export const LOCAL_ISSUER = 'urn:brevet:local';
