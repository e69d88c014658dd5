import type { ReactNode } from 'react';
import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { useT } from '../i18n/t.js';
import { Button } from './button.js';
import { Icon } from './icon.js';
import './dialog.css';

interface DialogProps {
  readonly title: string;
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly size?: 'small' | 'large';
  readonly children: ReactNode;
}

/** For what must be answered before anything else. What belongs to a row stands in a SidePanel. */
export function Dialog({ title, isOpen, onClose, size = 'small', children }: DialogProps) {
  const t = useT();
  return (
    <ModalOverlay
      isOpen={isOpen}
      onOpenChange={(open) => !open && onClose()}
      isDismissable
      className={`overlay ${size}`}
    >
      <Modal className="modal">
        <AriaDialog className="dialog">
          <header className="row">
            <Heading slot="title" className="grow">
              {title}
            </Heading>
            <Button kind="quiet" onPress={onClose} aria-label={t('ui.close')}>
              <Icon name="close" />
            </Button>
          </header>
          {children}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}

interface ConfirmProps {
  readonly title: string;
  readonly text: string;
  /** Repeats the act: "Lock 24 doors". */
  readonly act: string;
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly onAct: () => void;
}

/** Only for many doors, deletion, erasure and reset. */
export function Confirm({ title, text, act, isOpen, onClose, onAct }: ConfirmProps) {
  const t = useT();
  const doIt = () => {
    onClose();
    onAct();
  };
  return (
    <Dialog title={title} isOpen={isOpen} onClose={onClose}>
      <p>{text}</p>
      <div className="row">
        <Button kind="danger" onPress={doIt}>
          {act}
        </Button>
        <Button kind="quiet" onPress={onClose} autoFocus>
          {t('ui.cancel')}
        </Button>
      </div>
    </Dialog>
  );
}
