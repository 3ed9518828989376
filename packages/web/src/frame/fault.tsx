import { Component, type ComponentChildren } from 'preact';
import { Button } from '../design/button.tsx';
import { State } from '../design/parts.tsx';
import { common } from '../language/texts.ts';

type Props = { children: ComponentChildren };

/** A fault of ours in a page: the rest stays, and nothing is lost. */
export class FaultBoundary extends Component<Props, { error: Error | undefined }> {
  override state: { error: Error | undefined } = { error: undefined };

  static override getDerivedStateFromError(error: Error): { error: Error } {
    return { error };
  }

  override render({ children }: Props) {
    if (!this.state.error) return children;
    return (
      <State
        level={1}
        icon="alert"
        title={common.value.problems.unexpected}
        actions={
          <Button look="primary" icon="refresh" onClick={() => location.reload()}>
            {common.value.retry}
          </Button>
        }
      >
        {common.value.nothingLost}
      </State>
    );
  }
}
