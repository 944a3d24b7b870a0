import type { Adapter, AdapterPayload } from 'oidc-provider';

/** Keeps what a provider hands out in memory, for as long as a test runs. */
export function rememberedArtifacts(): (model: string) => Adapter {
  const kept = new Map<string, AdapterPayload>();

  return (model) => {
    const keyOf = (id: string) => `${model} ${id}`;
    const findBy = async (name: 'userCode' | 'uid', value: string) =>
      [...kept].find(([key, payload]) => key.startsWith(`${model} `) && payload[name] === value)?.[1];
    return {
      async upsert(id, payload) {
        kept.set(keyOf(id), payload);
      },
      find: async (id) => kept.get(keyOf(id)),
      findByUserCode: (userCode) => findBy('userCode', userCode),
      findByUid: (uid) => findBy('uid', uid),
      async consume(id) {
        const payload = kept.get(keyOf(id));
        if (payload !== undefined) payload.consumed = Math.floor(Date.now() / 1000);
      },
      async destroy(id) {
        kept.delete(keyOf(id));
      },
      async revokeByGrantId(grantId) {
        for (const [key, payload] of kept) if (payload.grantId === grantId) kept.delete(key);
      },
    };
  };
}
