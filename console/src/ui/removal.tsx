import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useT } from '../i18n/t.js';
import { Button } from './button.js';
import { Confirm } from './dialog.js';
import { ErrorBlock } from './states.js';

interface RemovalProps {
  /** Repeats the act: "Delete Sales". */
  readonly act: string;
  readonly text: string;
  readonly remove: () => Promise<unknown>;
  readonly onGone: () => void;
}

/** Deletes at a second press; what stops it stays on the page. */
export function Removal({ act, text, remove, onGone }: RemovalProps) {
  const t = useT();
  const [isOpen, setOpen] = useState(false);
  const removing = useMutation({ mutationFn: remove, onSuccess: onGone });
  return (
    <div className="stack">
      <div className="row">
        <Button kind="danger" onPress={() => setOpen(true)} isPending={removing.isPending}>
          {t('ui.delete')}
        </Button>
      </div>
      {removing.isError && <ErrorBlock error={removing.error} />}
      <Confirm
        title={t('ui.delete')}
        text={text}
        act={act}
        isOpen={isOpen}
        onClose={() => setOpen(false)}
        onAct={() => removing.mutate()}
      />
    </div>
  );
}
