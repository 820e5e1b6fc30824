import { isMuted } from "../muted.js";
import type { AttributeRule, EventRule, Rule, RuleGroup } from "../rule.js";
import type { Membership } from "../rule-program.js";
import { type Accumulator, accumulatorKey, accumulatorOf, type EventSource } from "./accumulator.js";
import type { DatedLeaf, FixedLeaf } from "./attribute-leaf.js";
import { type Comparison, comparisonOf } from "./comparison.js";

/** A leaf on events, on what does not change, or on dates. */
type Leaf = Comparison | FixedLeaf | DatedLeaf;

/** AND or OR over nodes: a leaf by its position, a group by the complement of its. */
export interface GroupNode {
  readonly isAnd: boolean;
  readonly negated: boolean;
  readonly parts: readonly number[];
}

/** Rules as one graph without repetitions: equal leaves and equal groups are one node, also across rules. */
export interface Plan {
  readonly leaves: readonly Leaf[];
  readonly accumulators: readonly Accumulator[];
  /** Each after its parts. */
  readonly groups: readonly GroupNode[];
  /** The node of each rule. */
  readonly roots: readonly number[];
  /** The node of every rule within them, of those they refer to included. */
  readonly nodes: ReadonlyMap<Rule, number>;
  /** The accumulator of every event rule. */
  readonly accumulatorOf: ReadonlyMap<Rule, number>;
}

/** What the planner asks for. */
export interface PlanSource {
  readonly events: EventSource | null;
  readonly attributeLeaf: (rule: AttributeRule) => FixedLeaf | DatedLeaf;
  readonly memberRows: (members: Membership) => Uint8Array;
  /** What a name refers to. */
  readonly reference: (name: string) => Rule | Membership;
}

/** Plans checked rules, whose references exist and lead in no circle. */
export function planRules(source: PlanSource, rules: readonly Rule[]): Plan {
  const planner = new Planner(source);
  const roots = rules.map((rule) => planner.node(rule));
  return { ...planner, roots };
}

class Planner {
  readonly leaves: Leaf[] = [];
  readonly accumulators: Accumulator[] = [];
  readonly groups: GroupNode[] = [];
  readonly nodes = new Map<Rule, number>();
  readonly accumulatorOf = new Map<Rule, number>();
  readonly #known = new Map<string, number>();
  readonly #source: PlanSource;

  constructor(source: PlanSource) {
    this.#source = source;
  }

  node(rule: Rule): number {
    let node = this.nodes.get(rule);
    if (node === undefined) this.nodes.set(rule, (node = this.#make(rule)));
    return node;
  }

  #make(rule: Rule): number {
    if ("combinator" in rule) return this.#group(rule);
    if ("event" in rule) return this.#comparison(rule);
    if ("segment" in rule) return this.#reference(rule.segment);
    const key = JSON.stringify(["attribute", rule.field, rule.operator, rule.value]);
    return this.#once(key, () => this.#leaf(this.#source.attributeLeaf(rule)));
  }

  #group({ combinator, rules, not }: RuleGroup): number {
    const own = rules.filter((rule) => !isMuted(rule)).map((rule) => this.node(rule));
    const parts = [...new Set(own)].sort((a, b) => a - b);
    const group = { isAnd: combinator === "and", negated: not === true, parts };
    if (parts.length === 1 && !group.negated) return parts[0];
    return this.#once(JSON.stringify(["group", group]), () => ~(this.groups.push(group) - 1));
  }

  #comparison(rule: EventRule): number {
    const events = this.#source.events as EventSource;
    const key = accumulatorKey(rule);
    const position = this.#once(`accumulator ${key}`, () => this.accumulators.push(accumulatorOf(events, rule)) - 1);
    this.accumulatorOf.set(rule, position);
    const { measure, operator, value } = rule;
    return this.#once(JSON.stringify(["comparison", key, measure.fn, operator, value]), () =>
      this.#leaf(comparisonOf(rule, position, this.accumulators[position])),
    );
  }

  /** A named rule is that rule wherever it is named. */
  #reference(name: string): number {
    return this.#once(JSON.stringify(["reference", name]), () => {
      const target = this.#source.reference(name);
      return "has" in target ? this.#leaf({ rows: this.#source.memberRows(target) }) : this.node(target);
    });
  }

  #leaf(leaf: Leaf): number {
    return this.leaves.push(leaf) - 1;
  }

  #once(key: string, make: () => number): number {
    let node = this.#known.get(key);
    if (node === undefined) this.#known.set(key, (node = make()));
    return node;
  }
}
