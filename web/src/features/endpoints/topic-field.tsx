import { Checkbox, Field, makeStyles, Radio, RadioGroup } from '@fluentui/react-components';
import type { Endpoint, EndpointTopic } from '../../lib/api-types.ts';
import { endpointStrings as words } from '../../strings/endpoints.ts';

const useStyles = makeStyles({ topics: { display: 'grid', paddingLeft: '20px' } });

interface TopicFieldProps {
  readonly topics: Endpoint['topics'];
  readonly onChange: (topics: Endpoint['topics']) => void;
}

/** What is for administrators, or topics one by one. */
export function TopicField({ topics, onChange }: TopicFieldProps) {
  const styles = useStyles();
  const all = Object.entries(words.topicWords) as [EndpointTopic, string][];
  const toggle = (topic: EndpointTopic, isChosen: boolean) =>
    onChange(all.map(([each]) => each).filter((each) => (each === topic ? isChosen : topics?.includes(each))));
  return (
    <>
      <Field label={words.topics}>
        <RadioGroup
          value={topics === null ? 'default' : 'chosen'}
          onChange={(_, { value }) => onChange(value === 'default' ? null : [])}
        >
          <Radio value="default" label={words.topicsDefault} />
          <Radio value="chosen" label={words.topicsChosen} />
        </RadioGroup>
      </Field>
      {topics === null ? null : (
        <div className={styles.topics}>
          {all.map(([topic, label]) => (
            <Checkbox
              key={topic}
              label={label}
              checked={topics.includes(topic)}
              onChange={(_, { checked }) => toggle(topic, checked === true)}
            />
          ))}
        </div>
      )}
    </>
  );
}
