/** What a person needs to know about one setting. */
export interface SettingDescription {
  readonly name: string;
  readonly meaning: string;
  /** In words; for what is required, when. */
  readonly default: string;
  readonly allowed: string;
  readonly isSecret: boolean;
}

export interface Setting<Value> extends SettingDescription {
  /** undefined: not allowed. */
  readonly parse: (text: string) => Value | undefined;
}

/** Gives a setting its type. */
export function setting<Value>(
  name: string,
  { isSecret = false, ...rest }: Omit<Setting<Value>, 'name' | 'isSecret'> & { readonly isSecret?: boolean },
): Setting<Value> {
  return { name, isSecret, ...rest };
}
