/** The two APIs; each has a document of its own. */
export type Side = 'facade' | 'admin';

export const titles: Readonly<Record<Side, string>> = {
  facade: 'Postern: the CVSecurity API',
  admin: 'Postern: the admin API',
};
