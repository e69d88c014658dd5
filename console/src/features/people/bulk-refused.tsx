import { isProblem } from '../../api/problem.js';
import { useT, type Translate } from '../../i18n/t.js';
import { Button } from '../../ui/button.js';
import { Dialog } from '../../ui/dialog.js';
import { faultWords } from '../../ui/fault-words.js';
import { LateTexts } from '../../ui/late-texts.js';
import { sentenceOf } from '../../ui/states.js';
import type { Outcome, Refused } from './bulk-calls.js';

function wordsOf(t: Translate, why: Refused['why']): string {
  if (!isProblem(why)) return t.loose(`bulk.refusal-${why}`, why);
  const faults = why.fields.map((fault) =>
    [fault.field === 'deptCode' ? `${t('people.department')}: ` : '', faultWords(t, fault)].join(''),
  );
  return faults.length > 0 ? faults.join('; ') : t.loose(`bulk.refusal-${why.reason}`, sentenceOf(t, why));
}

interface BulkRefusedProps {
  readonly outcome: Outcome;
  readonly names: ReadonlyMap<string, string>;
  readonly onClose: () => void;
}

function Report({ outcome: { done, refused }, names, onClose }: BulkRefusedProps) {
  const t = useT();
  return (
    <Dialog title={t('bulk.refused', { count: refused.length })} isOpen onClose={onClose} size="large">
      <p>{done === 0 ? t('bulk.none') : t('people.changed', { count: done })}</p>
      <div className="import-faults" tabIndex={0} role="region" aria-label={t('bulk.list')}>
        <table>
          <thead>
            <tr>
              <th>{t('people.pin')}</th>
              <th>{t('people.name')}</th>
              <th>{t('people.why')}</th>
            </tr>
          </thead>
          <tbody>
            {refused.map(({ pin, why }) => (
              <tr key={pin}>
                <td>
                  <bdi>{pin}</bdi>
                </td>
                <td>
                  <bdi>{names.get(pin)}</bdi>
                </td>
                <td>{wordsOf(t, why)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p className="muted">{t('bulk.stay')}</p>
      <div className="row">
        <Button kind="main" onPress={onClose}>
          {t('ui.close')}
        </Button>
      </div>
    </Dialog>
  );
}

/** Who was not changed, and why: it stays until it is closed, since somebody may have to act upon it. */
export const BulkRefused = (props: BulkRefusedProps) => (
  <LateTexts>
    <Report {...props} />
  </LateTexts>
);
