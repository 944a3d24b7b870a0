/** A role as the people of a story see it. */
export interface StoryRole {
  readonly name: string;
  /** Where it is given: what is typed to find that, and what is found. */
  readonly scope: { readonly name: string; readonly typed: string; readonly found: string };
}

export const securityOperator: StoryRole = {
  name: 'Security Operator',
  scope: { name: 'Nordwind Logistics', typed: '', found: 'The whole organisation Top' },
};

export const ownerOfSubscription: StoryRole = {
  name: 'Owner',
  scope: { name: 'Development', typed: 'development', found: 'Development Subscription' },
};
