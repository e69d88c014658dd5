import { useT } from '../../i18n/t.js';
import { Dialog } from '../../ui/dialog.js';
import { TextField } from '../../ui/fields.js';
import { Form, textIn } from '../../ui/form.js';
import type { Days } from './periods.js';

interface DaysDialogProps {
  readonly days: Days;
  readonly onChange: (days: Days) => void;
  readonly onClose: () => void;
}

/** Days of the site, both included; either may be left open. */
export function DaysDialog({ days, onChange, onClose }: DaysDialogProps) {
  const t = useT();
  const submitted = (values: FormData) => {
    const given = (name: string) => textIn(values, name) || undefined;
    onChange({ from: given('from'), to: given('to') });
    onClose();
    return Promise.resolve();
  };
  return (
    <Dialog title={t('events.pick-time')} isOpen onClose={onClose}>
      <Form onSubmit={submitted} submit={t('ui.filter')} onCancel={onClose}>
        <TextField name="from" type="date" label={t('events.from')} defaultValue={days.from ?? ''} autoFocus />
        <TextField name="to" type="date" label={t('events.to')} defaultValue={days.to ?? ''} />
      </Form>
    </Dialog>
  );
}
