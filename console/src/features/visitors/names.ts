import type { Problem } from '../../api/problem.js';
import type { Translate } from '../../i18n/t.js';

export const fullName = ({ name, lastName = '' }: { readonly name: string; readonly lastName?: string }): string =>
  [name, lastName].filter((word) => word !== '').join(' ');

/** Kinds of identity documents that the gateway knows. */
const certTypes = ['2', '3', '4', '5', '6', '7', '8'] as const;

export const certTypeOptions = (t: Translate) => certTypes.map((id) => ({ id, name: t(`visitors.cert-${id}`) }));

/** In the words of a desk; what is not about visitors is said by the form. */
export const explainIn =
  (t: Translate) =>
  ({ reason }: Problem): string | undefined => {
    const words = t.loose(`visitors.problem-${reason}`, '');
    return words === '' ? undefined : words;
  };
