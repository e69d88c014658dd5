import type { ApiTokenView } from '../../api/types.js';
import type { Translate } from '../../i18n/t.js';

/** What a token opens, in words; single resources by their names. */
export const opens = (t: Translate, { scopes }: ApiTokenView): string => {
  if (scopes.length === 0) return t('tokens.reach-facade');
  return scopes.includes('admin') ? t('tokens.reach-admin') : scopes.join(', ');
};
