/** The tables beside the record: secrets, sessions, and what is under way (ADR 0012). Types as in `Schema`. */
export interface VaultSchema {
  idempotent_call: {
    key: string;
    body_digest: string;
    created_at: number;
    status: number | null;
    content_type: string | null;
    body: string | null;
  };
  installation_secret: { name: string; value: string };
  spent_token: { key: string; expires_at: number };
  oidc_artifact: {
    key: string;
    payload: string;
    grant_id: string | null;
    user_code_key: string | null;
    uid_key: string | null;
    consumed_at: number | null;
    expires_at: number | null;
  };
  sign_in_session: {
    id: string;
    key: string;
    principal_id: string;
    provider: string;
    provider_subject: string;
    provider_session: string | null;
    proof: string;
    user_agent: string | null;
    address: string | null;
    created_at: number;
    last_used_at: number;
    expires_at: number;
  };
  request_proof: {
    id: string;
    principal_id: string;
    session_id: string | null;
    content_digest: string;
    context: string | null;
    sealed_draft: string;
    created_at: number;
    expires_at: number;
    given_at: number | null;
    given: string | null;
    used_at: number | null;
  };
  signing_key: { kid: string; sealed_key: string; created_at: number };
  client_credential: {
    id: string;
    principal_id: string;
    display_name: string;
    kind: string;
    value: string;
    created_at: number;
    expires_at: number;
  };
  local_account: {
    principal_id: string;
    sign_in_name: string;
    password_hash: string;
    second_factor: string;
    created_at: number;
    password_changed_at: number;
    sign_ins_count_from: number;
  };
  authenticator_app: {
    principal_id: string;
    id: string;
    sealed_seed: string;
    /** The step of the last code that was used; none is used twice. */
    last_step: number;
    created_at: number;
  };
  passkey: {
    id: string;
    credential_id: string;
    principal_id: string;
    display_name: string;
    public_key: string;
    counter: number;
    transports: string;
    created_at: number;
    last_used_at: number | null;
  };
  recovery_code: { digest: string; principal_id: string };
  enrolment_link: {
    digest: string;
    purpose: string;
    principal_id: string | null;
    created_at: number;
    expires_at: number;
  };
  sign_in_attempt: {
    key: string;
    principal_id: string;
    methods: string;
    proven_since: number;
    expires_at: number;
  };
  passkey_challenge: { key: string; expires_at: number };
  endpoint_secret: {
    endpoint_id: string;
    sealed_url: string;
    sealed_secret: string | null;
    sealed_secret_before: string | null;
    overlap_ends_at: number | null;
  };
  try_budget: { key: string; failures: number; last_failure_at: number };
}
