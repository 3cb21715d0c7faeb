package ketcov.packaged;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import ketcov.authoring.AccessTokens;
import ketcov.authoring.Person;
import ketcov.authoring.Role;
import org.jspecify.annotations.Nullable;

/** Somebody who talks to a service over HTTP. Thread-safe. */
final class Caller {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String PACKAGES = "/v1/policy-packages";

  private static final HttpClient HTTP =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(10))
          .build();

  private final PackagedService service;
  private final @Nullable String token;

  /** Nobody has no token. */
  Caller(PackagedService service, @Nullable String token) {
    this.service = service;
    this.token = token;
  }

  /** A person with roles, who has a token signed with the key in this file. */
  static Caller of(PackagedService service, Path tokenKey, String name, Role... roles)
      throws IOException {
    return new Caller(
        service,
        AccessTokens.issue(tokenKey, new Person(name, Set.of(roles)), Duration.ofHours(12)));
  }

  /** What was answered. */
  record Answer(int status, String body) {
    JsonNode json() {
      try {
        return JSON.readTree(body);
      } catch (IOException e) {
        throw new UncheckedIOException(body, e);
      }
    }

    /** The text at a pointer; empty where there is none. */
    String at(String pointer) {
      return json().at(pointer).asText();
    }

    /** The answer to what had to be done. */
    Answer done() {
      if (status != 200 && status != 201) {
        throw new AssertionError(status + ": " + body);
      }
      return this;
    }
  }

  Answer get(String path) {
    return send(request(path).GET());
  }

  Answer post(String path, String json) {
    return send(
        request(path)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(json)));
  }

  /** Submits the files of an edition as a zip. */
  Answer submit(Map<String, String> files) {
    return send(
        request(PACKAGES)
            .header("Content-Type", "application/zip")
            .POST(HttpRequest.BodyPublishers.ofByteArray(zip(files))));
  }

  Answer approve(String hash, String remark) {
    return post(PACKAGES + "/" + hash + "/approval", "{\"remark\":\"" + remark + "\"}");
  }

  Answer activate(String hash) {
    return post(PACKAGES + "/" + hash + "/activation", "");
  }

  Answer state(String hash) {
    return get(PACKAGES + "/" + hash);
  }

  private HttpRequest.Builder request(String path) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(service.address() + path)).timeout(Duration.ofMinutes(3));
    return token == null ? request : request.header("Authorization", "Bearer " + token);
  }

  private static Answer send(HttpRequest.Builder request) {
    try {
      HttpResponse<String> response =
          HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
      return new Answer(response.statusCode(), response.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static byte[] zip(Map<String, String> files) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (Map.Entry<String, String> file : files.entrySet()) {
        zip.putNextEntry(new ZipEntry(file.getKey()));
        zip.write(file.getValue().getBytes(StandardCharsets.UTF_8));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
