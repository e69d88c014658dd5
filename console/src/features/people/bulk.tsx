import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useDepartments, useLevels } from '../../api/choices.js';
import { useMay } from '../../api/session.js';
import { useT } from '../../i18n/t.js';
import { Button } from '../../ui/button.js';
import { Confirm, Dialog } from '../../ui/dialog.js';
import { ComboBox, type Option } from '../../ui/fields.js';
import { Form, textIn } from '../../ui/form.js';
import { tellError } from '../../ui/told.js';
import { toast } from '../../ui/toast.js';
import { giveLevel, leave, moveTo, takeLevel, type Outcome } from './bulk-calls.js';
import { BulkRefused } from './bulk-refused.js';

interface BulkProps {
  /** Names of who is ticked, by pin. */
  readonly people: ReadonlyMap<string, string>;
  /** These alone stay ticked. */
  readonly onKeep: (pins: readonly string[]) => void;
}

interface PickProps {
  readonly title: string;
  readonly label: string;
  readonly options: readonly Option[];
  readonly onPick: (id: string) => Promise<void>;
  readonly onClose: () => void;
}

function Pick({ title, label, options, onPick, onClose }: PickProps) {
  return (
    <Dialog title={title} isOpen onClose={onClose}>
      <Form onSubmit={(values) => onPick(textIn(values, 'id'))} submit={title} onCancel={onClose}>
        <ComboBox name="id" label={label} options={options} isRequired autoFocus />
      </Form>
    </Dialog>
  );
}

/** What is done to all who are ticked. */
export function Bulk({ people, onKeep }: BulkProps) {
  const t = useT();
  const may = useMay();
  const client = useQueryClient();
  const departments = useDepartments();
  const levels = useLevels();
  const [open, setOpen] = useState<'give' | 'take' | 'department' | 'leave' | null>(null);
  const [told, setTold] = useState<Outcome | null>(null);
  const all = [...people.keys()];
  const count = all.length;

  const done = async (outcome: Outcome) => {
    setOpen(null);
    const { done: changed, refused } = outcome;
    if (refused.length === 0) {
      toast('good', t('people.changed', { count: changed }));
      onKeep([]);
    } else setTold(outcome);
    await client.invalidateQueries({ queryKey: ['persons'] });
  };
  const heard = () => {
    onKeep(told?.refused.map(({ pin }) => pin) ?? []);
    setTold(null);
  };
  const leaving = useMutation({ mutationFn: () => leave(all), onSuccess: done, onError: tellError(t) });

  return (
    <div className="row bulk" role="group" aria-label={t('people.ticked', { count })}>
      <strong>{t('people.ticked', { count })}</strong>
      {may('level') && <Button onPress={() => setOpen('give')}>{t('people.giveLevel')}</Button>}
      {may('level') && <Button onPress={() => setOpen('take')}>{t('people.takeLevel')}</Button>}
      <Button onPress={() => setOpen('department')}>{t('people.move')}</Button>
      <Button kind="danger" isDisabled={leaving.isPending} onPress={() => setOpen('leave')}>
        {t('people.leave')}
      </Button>
      <Button kind="quiet" onPress={() => onKeep([])}>
        {t('people.untick')}
      </Button>
      {open === 'give' && (
        <Pick
          title={t('people.giveLevelTo', { count })}
          label={t('people.level')}
          options={levels}
          onPick={async (id) => done(await giveLevel(id, all))}
          onClose={() => setOpen(null)}
        />
      )}
      {open === 'take' && (
        <Pick
          title={t('people.takeLevelFrom', { count })}
          label={t('people.level')}
          options={levels}
          onPick={async (id) => done(await takeLevel(id, all))}
          onClose={() => setOpen(null)}
        />
      )}
      {open === 'department' && (
        <Pick
          title={t('people.moveCount', { count })}
          label={t('people.department')}
          options={departments.map(({ code, name }) => ({ id: code, name }))}
          onPick={async (code) => done(await moveTo(code, all))}
          onClose={() => setOpen(null)}
        />
      )}
      <Confirm
        title={t('people.leave')}
        text={t('people.leaveText')}
        act={t('people.leaveCount', { count })}
        isOpen={open === 'leave'}
        onClose={() => setOpen(null)}
        onAct={() => leaving.mutate()}
      />
      {told && <BulkRefused outcome={told} names={people} onClose={heard} />}
    </div>
  );
}
