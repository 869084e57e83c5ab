// Lucene 8 on the same terms: any of the terms, best ten by BM25, rights as a filter, one thread.
//
//   java Bench.java CORPUS_FOLDER INDEX_FOLDER
//
// Measured twice: with the segments as its merge policy leaves them, and merged into one.
import java.io.BufferedReader;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.lucene.analysis.core.WhitespaceAnalyzer;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.StringField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermInSetQuery;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.similarities.BM25Similarity;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.MMapDirectory;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.Version;

public class Bench {
  static final int K = 10, WARMING_PASSES = 3;
  static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  static void found(String what, String who, String values) {
    System.out.println(what + "\t" + who + "\t" + values);
    System.out.flush();
  }

  static double seconds(long since) {
    return (System.nanoTime() - since) / 1e9;
  }

  static IndexWriterConfig config() {
    return new IndexWriterConfig(new WhitespaceAnalyzer()).setSimilarity(new BM25Similarity()).setRAMBufferSizeMB(256);
  }

  static void build(Directory directory, Path chunks) throws IOException {
    long start = System.nanoTime();
    try (IndexWriter writer = new IndexWriter(directory, config()); BufferedReader in = Files.newBufferedReader(chunks, StandardCharsets.UTF_8)) {
      for (String line; (line = in.readLine()) != null; ) {
        int tab = line.indexOf('\t');
        Document document = new Document();
        document.add(new StringField("compartment", line.substring(0, tab), Field.Store.NO));
        document.add(new TextField("terms", line.substring(tab + 1), Field.Store.NO));
        writer.addDocument(document);
      }
    }
    found("lucene", "building, s", String.format("%.1f", seconds(start)));
  }

  static Query query(String terms, Query visible) {
    BooleanQuery.Builder query = new BooleanQuery.Builder();
    for (String term : terms.split(" ")) query.add(new TermQuery(new Term("terms", term)), BooleanClause.Occur.SHOULD);
    if (visible == null) return query.build();
    return new BooleanQuery.Builder().add(query.build(), BooleanClause.Occur.MUST).add(visible, BooleanClause.Occur.FILTER).build();
  }

  static Query visible(String compartments) {
    List<BytesRef> terms = new ArrayList<>();
    for (String compartment : compartments.trim().split(" ")) terms.add(new BytesRef(compartment));
    return new TermInSetQuery("compartment", terms);
  }

  static String percentiles(double[] ms) {
    Arrays.sort(ms);
    StringBuilder out = new StringBuilder();
    for (double part : new double[] {0.5, 0.95, 0.99, 1}) out.append(String.format("%.3f\t", ms[Math.max(0, (int) Math.ceil(part * ms.length) - 1)]));
    return out.toString();
  }

  static void measure(Directory directory, Path corpus, String state) throws IOException {
    List<String> queries = Files.readAllLines(corpus.resolve("queries.txt"), StandardCharsets.UTF_8);
    try (DirectoryReader reader = DirectoryReader.open(directory)) {
      IndexSearcher searcher = new IndexSearcher(reader);
      searcher.setSimilarity(new BM25Similarity());
      found("lucene", "segments " + state, String.valueOf(reader.leaves().size()));
      for (String caller : Files.readAllLines(corpus.resolve("callers.txt"), StandardCharsets.UTF_8)) {
        String[] parts = caller.split("\t");
        Query visible = parts[0].startsWith("100") ? null : visible(parts[1]);
        // Until the virtual machine has compiled what it will.
        for (int pass = 0; pass < WARMING_PASSES; ++pass) for (String terms : queries) searcher.search(query(terms, visible), K);
        double[] wall = new double[queries.size()], processor = new double[queries.size()];
        for (int q = 0; q < wall.length; ++q) {
          long start = System.nanoTime(), used = THREADS.getCurrentThreadCpuTime();
          searcher.search(query(queries.get(q), visible), K);
          processor[q] = (THREADS.getCurrentThreadCpuTime() - used) / 1e6;
          wall[q] = (System.nanoTime() - start) / 1e6;
        }
        found("lucene search " + state, parts[0], percentiles(wall) + percentiles(processor) + wall.length);
      }
    }
  }

  static double megabytes(Directory directory) throws IOException {
    long sum = 0;
    for (String file : directory.listAll()) sum += directory.fileLength(file);
    return sum / 1e6;
  }

  public static void main(String[] words) throws IOException {
    Path corpus = Path.of(words[0]);
    found("lucene", "version", Version.LATEST + ", Java " + System.getProperty("java.version"));
    try (Directory directory = new MMapDirectory(Path.of(words[1]))) {
      build(directory, corpus.resolve("chunks.txt"));
      found("lucene", "MB on disk", String.format("%.1f", megabytes(directory)));
      measure(directory, corpus, "as merged");
      long start = System.nanoTime();
      try (IndexWriter writer = new IndexWriter(directory, config())) {
        writer.forceMerge(1);
      }
      found("lucene", "merging into one, s", String.format("%.1f", seconds(start)));
      measure(directory, corpus, "one segment");
    }
  }
}
