import { useState } from 'react';
import { useT } from '../../i18n/t.js';
import { Button } from '../../ui/button.js';
import { Dialog } from '../../ui/dialog.js';
import { TextField } from '../../ui/fields.js';
import { Form } from '../../ui/form.js';
import { Waiting } from '../../ui/waiting.js';
import { fullName } from './names.js';
import { useOpenVisits, visitOfCode, type Visit } from './queries.js';
import { fitsVisit } from './rows.js';
import { useLeave } from './use-leave.js';

const mostShown = 20;

/** What a scanner reads from a badge, a card or a certificate is one visit's alone. */
const hasCode = (code: string) => (visit: Visit) =>
  [visit.pin, visit.cardNo, visit.certNumber].some((text) => text !== '' && text === code);

/** The one who is meant: by a code, or because nobody else fits. */
function meant(visits: readonly Visit[], typed: string): Visit | undefined {
  const coded = visits.find(hasCode(typed));
  const fitting = visits.filter((visit) => fitsVisit(visit, typed));
  return coded ?? (fitting.length === 1 ? fitting[0] : undefined);
}

/** A scanner types the code of the badge and Enter; a person types some letters and presses a button. */
export function Leave({ onClose }: { readonly onClose: () => void }) {
  const t = useT();
  const asked = useOpenVisits();
  const visits = asked.data ?? [];
  const [typed, setTyped] = useState('');
  const [isUnknown, setUnknown] = useState(false);
  const { leave, isPending } = useLeave();
  const code = typed.trim();
  const submit = async () => {
    const found = code === '' ? undefined : (meant(visits, code) ?? (await visitOfCode(code)));
    setUnknown(!found);
    if (found) {
      setTyped('');
      leave(found);
    }
  };
  const shown = visits.filter((visit) => fitsVisit(visit, code)).slice(0, mostShown);
  return (
    <Dialog title={t('visitors.checkOut')} isOpen onClose={onClose}>
      <Form onSubmit={submit} submit={t('visitors.checkOut')} onCancel={onClose}>
        <TextField
          label={t('visitors.code')}
          hint={t('visitors.codeHint')}
          value={typed}
          onChange={(text) => {
            setTyped(text);
            setUnknown(false);
          }}
          autoFocus
        />
        {isUnknown && (
          <p className="field-error" role="alert">
            {t('visitors.nobodyMeant')}
          </p>
        )}
      </Form>
      <Waiting asked={asked} />
      <ul className="visitor-leaving" aria-label={t('visitors.tab-in')}>
        {shown.map((visit) => (
          <li key={visit.id} className="row">
            <span className="grow">
              <bdi>{fullName(visit)}</bdi> <span className="muted small">{visit.pin}</span>
            </span>
            <Button
              isPending={isPending}
              aria-label={t('visitors.checkOutName', { name: fullName(visit) })}
              onPress={() => leave(visit)}
            >
              {t('visitors.checkOut')}
            </Button>
          </li>
        ))}
      </ul>
    </Dialog>
  );
}
