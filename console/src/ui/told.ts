import { isProblem } from '../api/problem.js';
import type { Translate } from '../i18n/t.js';
import { sentenceOf } from './states.js';
import { toast } from './toast.js';

/** For `onError` of what a button does: the refusal in words. */
export const tellError = (t: Translate) => (error: unknown) =>
  toast('bad', isProblem(error) ? sentenceOf(t, error) : t('ui.fault'));
