/** In the order in which they are done; the password comes before, at the sign-in. */
export const steps = ['site', 'connect', 'approve', 'doors', 'test', 'person'] as const;
export type Step = (typeof steps)[number];
