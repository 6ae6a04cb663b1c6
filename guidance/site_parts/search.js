/* The search of search.py for the pages of the site: the same index, the same order, in the browser and without a
   network. Reads GUIDANCE, which is written beside it, and changes nothing but its own list. */
(function () {
  "use strict";
  const data = window.GUIDANCE;
  const { idf, postings, names, shorthand, settings } = data;
  const stopWords = new Set(data.stop_words);
  const weak = new Set(data.weak);
  const vocabulary = Object.keys(postings).sort();
  const rarest = Math.max(1, ...Object.values(idf));
  const byTerm = new Map();
  names.forEach((name, number) => {
    for (const term of name.terms) {
      if (!byTerm.has(term)) byTerm.set(term, []);
      byTerm.get(term).push(number);
    }
  });

  function fold(text) {
    let plain = text.normalize("NFKD").replace(/\p{M}/gu, "").replace(/’/g, "'").toLowerCase();
    plain = plain.replace(/'s /g, " ").replace(/'/g, "");
    return plain.replace(/\b([a-z0-9])[/.&]([a-z0-9])\b(?:[/.&]([a-z0-9])\b)?/g, (_, a, b, c) => a + b + (c || ""));
  }

  function wordsOf(text) {
    return fold(text).match(/[a-z0-9]+/g) || [];
  }

  function stem(given) {
    let word = given;
    if (word.length < 4 || /^\d+$/.test(word)) return word;
    if (word.endsWith("ies") && word.length > 4) word = word.slice(0, -3) + "y";
    else if (word.endsWith("s") && !/(ss|us|is)$/.test(word)) word = word.slice(0, -1);
    for (const ending of ["ing", "ed"]) {
      if (!word.endsWith(ending)) continue;
      const root = word.slice(0, -ending.length);
      if (root.length > 2 && /[aeiouy]/.test(root)) {
        const twice = root.length > 3 && root.at(-1) === root.at(-2) && !"ls".includes(root.at(-1));
        word = twice ? root.slice(0, -1) : root;
        break;
      }
    }
    if (word.endsWith("ion") && word.length > 7) return word.slice(0, -3);
    return word.length > 4 && word.endsWith("e") ? word.slice(0, -1) : word;
  }

  function similarity(one, other) {
    let before = [], last = Array.from({ length: other.length + 1 }, (_, index) => index);
    for (let i = 1; i <= one.length; i++) {
      const row = [i];
      for (let j = 1; j <= other.length; j++) {
        const cost = one[i - 1] === other[j - 1] ? 0 : 1;
        row[j] = Math.min(row[j - 1] + 1, last[j] + 1, last[j - 1] + cost);
        if (i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1]) {
          row[j] = Math.min(row[j], before[j - 2] + 1);
        }
      }
      before = last;
      last = row;
    }
    return 1 - last[other.length] / Math.max(one.length, other.length);
  }

  function slips(root, least) {
    return vocabulary
      .filter((term) => Math.abs(term.length - root.length) <= (1 - least) * Math.max(term.length, root.length))
      .map((term) => [term, similarity(root, term)])
      .filter(([, score]) => score >= least)
      .sort((a, b) => b[1] - a[1])
      .slice(0, 4)
      .filter(([term, score]) => term[0] === root[0] || score > 0.8 || least < 0.7)
      .map(([term, score]) => [term, 0.9 * score]);
  }

  function termsFor(word, isLast) {
    const root = stem(word);
    const found = new Map();
    if (root in postings) found.set(root, 1);
    for (const [term, weight] of shorthand[root] || []) {
      if (term in postings) found.set(term, Math.max(found.get(term) || 0, weight));
    }
    if (!found.size && isLast && root.length > 1) {
      for (const term of vocabulary.filter((known) => known >= root).slice(0, 12)) {
        if (term.startsWith(root)) found.set(term, 0.6 + (0.4 * root.length) / term.length);
      }
    }
    if (!found.size && root.length >= settings.min_typo_length) return slips(root, 0.7);
    return [...found];
  }

  function read(text) {
    const typed = wordsOf(text.slice(0, settings.max_characters)).slice(0, settings.max_words);
    let meaningful = typed.filter((word) => !stopWords.has(word));
    if (!meaningful.length) meaningful = typed;
    return [...new Set(meaningful)].map((word) => {
      let terms = termsFor(word, word === typed.at(-1));
      if (weak.has(stem(word))) terms = terms.map(([term, weight]) => [term, weight * settings.weak_share]);
      const masses = terms.map(([term, weight]) => idf[term] * weight);
      return { word, terms, mass: masses.length ? Math.max(...masses) : rarest * 0.4 };
    });
  }

  function best(asked, entriesOf) {
    const summed = new Map();
    for (const part of asked) {
      const top = new Map();
      for (const [term, weight] of part.terms) {
        for (const [key, value] of entriesOf(term, weight, part)) top.set(key, Math.max(top.get(key) || 0, value));
      }
      for (const [key, value] of top) summed.set(key, (summed.get(key) || 0) + value);
    }
    return summed;
  }

  function search(text, limit) {
    let asked = read(text);
    if (!asked.length) return [];
    if (!asked.some((part) => part.terms.length)) {
      asked = asked.map((part) => ({
        ...part,
        terms: slips(stem(part.word), 0.5).map(([term, weight]) => [term, (weight / 0.9) * 0.9 * 0.4]),
      }));
    }
    const total = asked.reduce((sum, part) => sum + part.mass, 0);
    const scores = best(asked, (term, weight) => postings[term].map(([topic, score]) => [topic, score * weight]));
    const shared = best(asked, (term, weight) => (byTerm.get(term) || []).map((number) => [number, weight * idf[term]]));
    const coverage = best(asked, (term, weight, part) =>
      postings[term].map(([topic]) => [topic, (weight * part.mass) / total]));
    const named = new Map();
    for (const [number, mass] of shared) {
      const name = names[number];
      const nearness = mass * Math.min(1, mass / name.mass) * Math.min(1, mass / total);
      if (nearness > (named.get(name.topic)?.[0] || 0)) named.set(name.topic, [nearness, name.text]);
    }
    for (const [topic, [nearness]] of named) {
      scores.set(topic, (scores.get(topic) || 0) + settings.name_weight * nearness);
    }
    const whole = wordsOf(text.slice(0, settings.max_characters)).join(" ");
    for (const topic of data.exact[whole] || []) scores.set(topic, (scores.get(topic) || 0) + settings.exact_bonus);
    const kinds = new Set(asked.map((part) => data.kinds[stem(part.word)]).filter(Boolean));
    if (/\b[A-La-l] (?:or|v|vs) [A-La-l]\b/.test(text)) kinds.add("poc");
    const listed = new Set(Object.values(data.kinds));
    const bonus = (topic) => {
      const first = data.topics[topic].question;
      if (!kinds.size || !listed.has(first)) return 1;
      return kinds.has(first) ? settings.kind_bonus : settings.other_kind_share;
    };
    return [...scores]
      .map(([topic, score]) => {
        const covered = coverage.get(topic) || 0;
        return [topic, score * (1 - settings.coverage_share * (1 - covered)) * bonus(topic), covered];
      })
      .sort((a, b) => b[1] - a[1] || a[0] - b[0])
      .slice(0, limit)
      .map(([topic, , covered]) => ({
        ...data.topics[topic],
        name: named.get(topic)?.[1] || "",
        fits: covered >= settings.fit_coverage,
      }));
  }

  function show(words) {
    const list = document.getElementById("guidance-hits");
    const said = document.getElementById("guidance-said");
    const hits = search(words, 12);
    list.replaceChildren(...hits.map((hit) => {
      const item = document.createElement("li");
      const link = document.createElement("a");
      link.href = list.dataset.root + hit.slug + ".html";
      link.textContent = hit.title;
      const summary = document.createElement("span");
      summary.textContent = hit.summary;
      item.append(link, summary);
      return item;
    }));
    const fitting = hits.some((hit) => hit.fits);
    said.textContent = !words.trim() ? "" : !hits.length ? "Nothing found. Try other words."
      : fitting ? "" : "Nothing fits well. The nearest:";
  }

  window.searchGuidance = search;
  document.addEventListener("DOMContentLoaded", () => {
    const box = document.getElementById("guidance-words");
    if (!box) return;
    box.addEventListener("input", () => show(box.value));
    box.addEventListener("keydown", (event) => {
      const first = document.querySelector("#guidance-hits a");
      if (event.key === "Enter" && first) window.location.href = first.href;
    });
    const asked = new URLSearchParams(window.location.search).get("q");
    if (asked) {
      box.value = asked;
      show(asked);
    }
  });
})();
