import { useState } from 'react';
import { useFormats, useT } from '../../i18n/t.js';
import { Button } from '../../ui/button.js';
import { Dialog } from '../../ui/dialog.js';
import { TextField } from '../../ui/fields.js';
import { Form, textIn } from '../../ui/form.js';
import { Icon } from '../../ui/icon.js';
import { Menu } from '../../ui/menu.js';
import { minutesUntil } from './minutes-until.js';

interface HoldProps {
  readonly reason: string | null;
  readonly isPending: boolean;
  readonly onHold: (minutes: number | undefined) => void;
  readonly isOpen: boolean;
  readonly onOpenChange: (isOpen: boolean) => void;
}

function UntilDialog({ onHold, onClose }: Pick<HoldProps, 'onHold'> & { readonly onClose: () => void }) {
  const t = useT();
  const formats = useFormats();
  const [time, setTime] = useState('');
  const minutes = minutesUntil(time, formats.time(new Date()));
  return (
    <Dialog title={t('doors.holdUntil')} isOpen onClose={onClose}>
      <Form
        submit={t('doors.hold')}
        onSubmit={(values) => {
          const chosen = minutesUntil(textIn(values, 'time'), formats.time(new Date()));
          if (chosen === null) return Promise.resolve();
          onClose();
          onHold(chosen);
          return Promise.resolve();
        }}
      >
        <TextField
          name="time"
          type="time"
          label={t('doors.untilTime')}
          hint={minutes === null ? t('doors.untilHint') : t('doors.minutesOf', { count: minutes })}
          value={time}
          onChange={setTime}
          isRequired
          autoFocus
        />
      </Form>
    </Dialog>
  );
}

/** For how long a door stays open: a while that the gateway ends, or until somebody ends it. */
export function Hold({ reason, isPending, onHold, isOpen, onOpenChange }: HoldProps) {
  const t = useT();
  const [isAsked, setAsked] = useState(false);
  const button = (
    <Button reason={reason} isPending={isPending}>
      {t('doors.hold')}
      <Icon name="down" size={16} />
    </Button>
  );
  if (reason !== null) return button;
  const actions = [
    { id: '15', name: t('doors.minutesOf', { count: 15 }), onAction: () => onHold(15) },
    { id: '60', name: t('doors.minutesOf', { count: 60 }), onAction: () => onHold(60) },
    { id: 'until', name: t('doors.untilTimeChoice'), onAction: () => setAsked(true) },
    { id: 'self', name: t('doors.untilEnded'), onAction: () => onHold(undefined) },
  ];
  return (
    <>
      <Menu label={t('doors.hold')} groups={[{ actions }]} isOpen={isOpen} onOpenChange={onOpenChange}>
        {button}
      </Menu>
      {isAsked && <UntilDialog onHold={onHold} onClose={() => setAsked(false)} />}
    </>
  );
}
